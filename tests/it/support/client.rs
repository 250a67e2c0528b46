//! Asks the server as one person, over HTTP like any client.

use serde_json::{Value, json};

/// One caller.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
}

impl Client {
    /// A caller who is not signed in.
    pub fn anonymous(base: &str) -> Self {
        // Whoever is first installs it for the whole process.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A connection that lies idle for longer may be closed by the server as it is used again.
        let idle = std::time::Duration::from_secs(1);
        let http = reqwest::Client::builder().no_proxy().pool_idle_timeout(idle).build().unwrap();
        Self { http, url: format!("{base}/graphql"), token: None }
    }

    /// The same caller with this access token.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// Runs an operation with variables.
    pub async fn ask(&self, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables });
        let mut request = self.http.post(&self.url).json(&body).header("Accept-Language", "en");
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        Answer { body: request.send().await.unwrap().json().await.unwrap() }
    }

    /// Sends a file as a browser's form does.
    pub async fn upload(&self, name: &str, bytes: &[u8]) -> Sent {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = self.http.post(self.url.replace("/graphql", "/attachments")).body(body);
        self.send(request.header("Content-Type", "multipart/form-data; boundary=edge")).await
    }

    /// Sends a file as the body itself.
    pub async fn upload_plainly(&self, name: &str, bytes: Vec<u8>) -> Sent {
        let url = self.url.replace("/graphql", "/attachments");
        self.send(self.http.post(format!("{url}?name={name}")).body(bytes)).await
    }

    /// Fetches an attachment.
    pub async fn download(&self, id: &str) -> reqwest::Response {
        let url = self.url.replace("/graphql", "/attachments");
        self.signed(self.http.get(format!("{url}/{id}"))).send().await.unwrap()
    }

    /// Fetches the thumbnail of an attachment.
    pub async fn thumbnail(&self, id: &str) -> reqwest::Response {
        self.download(&format!("{id}/thumbnail")).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Sent {
        let answer = self.signed(request.header("Accept-Language", "en")).send().await.unwrap();
        Sent { status: answer.status().as_u16(), body: answer.json().await.unwrap() }
    }

    fn signed(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Runs an operation without variables.
    pub async fn query(&self, query: &str) -> Answer {
        self.ask(query, json!({})).await
    }

    /// Runs the mutation `name` with this input, and answers with `selection` of its payload.
    pub async fn change(&self, name: &str, input: Value, selection: &str) -> Answer {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        let query =
            format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ {selection} }} }}");
        self.ask(&query, json!({ "input": input })).await
    }
}

/// What came back for a file.
#[derive(Debug)]
pub struct Sent {
    /// The status.
    pub status: u16,
    /// The whole body.
    pub body: Value,
}

impl Sent {
    /// The id of the attachment; fails the test when there is none.
    #[track_caller]
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("{:#}", self.body)).to_owned()
    }
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The whole body.
    pub body: Value,
}

impl Answer {
    /// The value at this place of the data; fails the test when there was any error.
    #[track_caller]
    pub fn at(&self, pointer: &str) -> Value {
        assert!(self.body.get("errors").is_none(), "{:#}", self.body);
        self.body["data"]
            .pointer(pointer)
            .unwrap_or_else(|| panic!("{pointer}: {:#}", self.body))
            .clone()
    }

    /// The text at this place.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        self.at(pointer).as_str().unwrap_or_else(|| panic!("{pointer}: {:#}", self.body)).to_owned()
    }

    /// The code of the first error, if any.
    pub fn code(&self) -> Option<&str> {
        self.body["errors"][0]["extensions"]["code"].as_str()
    }

    /// Fails the test unless the first error has this code.
    #[track_caller]
    pub fn assert_code(&self, code: &str) {
        assert_eq!(self.code(), Some(code), "{:#}", self.body);
    }

    /// Fails the test unless the first error has this code and names this field.
    #[track_caller]
    pub fn assert_invalid(&self, field: &str) {
        self.assert_code("BAD_INPUT");
        assert_eq!(self.body["errors"][0]["extensions"]["field"], field, "{:#}", self.body);
    }

    /// Fails the test unless there was no error.
    #[track_caller]
    pub fn assert_ok(&self) -> &Self {
        assert!(self.body.get("errors").is_none(), "{:#}", self.body);
        self
    }
}
