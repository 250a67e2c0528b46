//! Open311 GeoReport v2 over real HTTP: filing, retrying, following until it is closed, in XML and
//! JSON.

use quick_xml::{Reader, events::Event};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::{
    inbound::code_of,
    integrations::made,
    on_both,
    support::{Client, World},
};

/// A system that files and follows, and belongs nowhere.
struct System<'a> {
    world: &'a World,
    key: String,
}

/// What came back.
struct Told {
    status: u16,
    kind: String,
    body: String,
}

impl Told {
    fn json(&self) -> Value {
        assert_eq!(self.kind, "application/json; charset=utf-8", "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// The elements that hold text, by their names and in their order.
    fn xml(&self) -> Vec<(String, String)> {
        assert_eq!(self.kind, "text/xml; charset=utf-8", "{}", self.body);
        assert!(
            self.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"),
            "{}",
            self.body
        );
        let mut reader = Reader::from_str(&self.body);
        let (mut open, mut found) = (Vec::new(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    open.push(start.name().as_ref().to_owned());
                }
                Event::Text(text) => {
                    let text = text.xml10_content().into_owned();
                    found.push((open.last().unwrap().clone(), text));
                }
                Event::End(_) => drop(open.pop().unwrap()),
                Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty());
        found
    }

    /// The one error, in the form of the standard.
    fn refusal(&self) -> String {
        let error = self.json()[0].clone();
        assert_eq!(error["code"], self.status, "{error}");
        error["description"].as_str().unwrap().to_owned()
    }
}

async fn sent(base: &str, method: Method, path: &str, form: Option<&[(&str, &str)]>) -> Response {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut request = http.request(method, format!("{base}/open311/v2/{path}"));
    request = request.header("Accept-Language", "en");
    if let Some(form) = form {
        let pairs = form.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        request =
            request.header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        request = request.body(pairs.collect::<Vec<_>>().join("&"));
    }
    request.send().await.unwrap()
}

/// As a form spells it.
fn coded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn told(response: Response) -> Told {
    let status = response.status().as_u16();
    let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
    Told { status, kind, body: response.text().await.unwrap() }
}

impl<'a> System<'a> {
    async fn new(world: &'a World, name: &str, scopes: &[&str]) -> Self {
        let asked = json!({ "name": name, "agencyId": null, "scopes": scopes });
        Self { world, key: made(world, asked).await.key }
    }

    async fn get(&self, path: &str) -> Told {
        let joint = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{joint}api_key={}", self.key);
        told(sent(&self.world.base, Method::GET, &path, None).await).await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Told {
        let mut form = form.to_vec();
        form.push(("api_key", &self.key));
        told(sent(&self.world.base, Method::POST, path, Some(&form)).await).await
    }
}

const BOTH: [&str; 2] = ["requests:read", "requests:write"];
const RETRY: &str = "5f0c2b1e-52a5-4cde-9a5b-0c8d1c2f3a4b";

async fn moved(client: &Client, name: &str, input: Value) {
    client.change(name, input, "__typename").await.assert_ok();
}

on_both! {
    async fn a_request_is_filed_once_and_followed_until_it_is_closed(world: World) {
        let system = System::new(&world, "市民热线", &BOTH).await;
        let code = code_of(&world).await;
        let form = [
            ("service_code", "PERMIT"), ("attribute[credit_code]", code.as_str()),
            ("description", "三月赴港参展\n共 12 人办证"), ("client_id", RETRY),
            ("address_string", "山下湖镇珍珠市场"), ("lat", "29.7"), ("long", "120.2"),
            ("first_name", "名字不留"), ("phone", "13900001111"), ("email", "no@example.cn"),
            ("device_id", "设备不留"), ("jurisdiction_id", "330681"),
        ];
        let filed = system.post("requests.json", &form).await;
        assert_eq!(filed.status, 201, "{}", filed.body);
        let filed = filed.json();
        let number = filed[0]["service_request_id"].as_str().unwrap().to_owned();
        assert!(filed[0]["account_id"].is_null() && filed[0]["service_notice"].is_string());
        // A retry finds the same, in the other format too; other words under its id are refused.
        let again = system.post("requests.xml", &form).await;
        assert_eq!(again.status, 201);
        assert_eq!(again.xml()[0], ("service_request_id".to_owned(), number.clone()));
        let mut other = form;
        other[2].1 = "别的事";
        assert_eq!(system.post("requests.json", &other).await.status, 409);

        let followed = system.get(&format!("requests/{number}.json")).await.json();
        let one = followed[0].clone();
        assert_eq!((&one["status"], &one["service_code"]), (&json!("open"), &json!("PERMIT")));
        assert_eq!(one["service_name"], "证照办理");
        assert!(one["requested_datetime"].as_str().unwrap().ends_with("+08:00"), "{one}");
        let told = one.to_string();
        for kept in ["三月赴港参展", "山下湖镇珍珠市场", "29.7"] {
            assert!(told.contains(kept), "{told}");
        }
        for dropped in ["名字不留", "13900001111", "no@example.cn", "设备不留"] {
            assert!(!told.contains(dropped), "{told}");
        }

        let officer = world.as_(&world.first.officer).await;
        let asked = format!("{{ serviceRequests(filter: {{ number: \"{number}\" }}) {{ nodes {{ id title }} }} }}");
        let row = officer.query(&asked).await;
        assert_eq!(row.at("/serviceRequests/nodes/0/title"), "三月赴港参展");
        let id = row.text("/serviceRequests/nodes/0/id");
        moved(&officer, "acceptRequest", json!({ "id": id, "version": 1 })).await;
        moved(&officer, "startRequest", json!({ "id": id, "version": 2 })).await;
        let note = json!({ "id": id, "note": "内部研判", "visibility": "INTERNAL" });
        moved(&officer, "addRequestNote", note).await;
        let open = system.get(&format!("requests/{id}.xml")).await.xml();
        assert!(open.contains(&("status".to_owned(), "open".to_owned())), "{open:?}");
        assert!(!open.iter().any(|(_, text)| text.contains("内部研判")), "{open:?}");
        assert!(open.iter().any(|(name, _)| name == "expected_datetime"), "{open:?}");
        let note = json!({ "id": id, "version": 3, "outcome": "DONE", "note": "自助机已上线" });
        moved(&officer, "resolveRequest", note).await;
        let listed = system.get("requests.json?status=open&service_code=PERMIT,LABOUR").await.json();
        assert_eq!((listed.as_array().unwrap().len(), &listed[0]["status_notes"]), (1, &json!("自助机已上线")));
        let firm = world.as_(&world.first.enterprise_person).await;
        moved(&firm, "confirmRequest", json!({ "id": id, "version": 4 })).await;
        let closed = system.get(&format!("requests.xml?service_request_id={number}")).await.xml();
        assert!(closed.contains(&("status".to_owned(), "closed".to_owned())), "{closed:?}");
        assert_eq!(system.get("requests.json?status=open").await.json(), json!([]));
        assert_eq!(system.get("requests.json?status=closed&page_size=1&page=2").await.json(), json!([]));
        let far = "requests.json?start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z";
        assert_eq!(system.get(far).await.json(), json!([]));
    }

    async fn the_catalogue_reads_the_same_in_both_formats(world: World) {
        let system = System::new(&world, "市民热线", &["requests:read"]).await;
        let services = system.get("services.json").await.json();
        let services = services.as_array().unwrap();
        assert_eq!(services.len(), 7);
        assert_eq!(services[0]["service_name"], "证照办理");
        assert_eq!((&services[0]["metadata"], &services[0]["type"]), (&json!(true), &json!("realtime")));
        let xml = system.get("services.xml?jurisdiction_id=330681").await.xml();
        let codes = xml.iter().filter(|(name, _)| name == "service_code").map(|(_, code)| json!(code));
        assert!(codes.eq(services.iter().map(|service| service["service_code"].clone())));
        let definition = system.get("services/LABOUR.json").await.json();
        assert_eq!(definition["service_code"], "LABOUR");
        let attribute = &definition["attributes"][0];
        assert_eq!((&attribute["code"], &attribute["required"]), (&json!("credit_code"), &json!(true)));
        assert_eq!(attribute["datatype"], "string");
        let xml = system.get("services/LABOUR.xml").await.xml();
        assert!(xml.contains(&("code".to_owned(), "credit_code".to_owned())), "{xml:?}");
    }

    async fn what_is_wrong_is_said_in_the_form_of_the_standard(world: World) {
        let system = System::new(&world, "市民热线", &BOTH).await;
        let code = code_of(&world).await;
        let good = [("service_code", "PERMIT"), ("attribute[credit_code]", code.as_str()),
            ("description", "办证")];
        let bad: [(usize, &str, u16, &str); 6] = [
            (0, "", 400, "service_code"), (0, "POTHOLE", 404, "service_code"),
            (1, "", 400, "attribute[credit_code]"), (1, "91330681MA0WQ00167", 400, "attribute[credit_code]"),
            (1, "91350100M000100Y43", 400, "attribute[credit_code]"), (2, " ", 400, "description"),
        ];
        for (at, value, status, words) in bad {
            let mut form = good;
            form[at].1 = value;
            let refused = system.post("requests.json", &form).await;
            assert_eq!(refused.status, status, "{value}: {}", refused.body);
            assert!(refused.refusal().contains(words), "{value}: {}", refused.body);
        }
        let more = [("lat", "north"), ("long", "120.2"), ("client_id", "1"), ("jurisdiction_id", "city.gov")];
        for (name, value) in more {
            let mut form = good.to_vec();
            form.push((name, value));
            let refused = system.post("requests.json", &form).await;
            assert!(refused.refusal().contains(if name == "long" { "lat" } else { name }), "{}", refused.body);
        }
        let bad = [
            ("services.json?jurisdiction_id=city.gov", 404), ("services/POTHOLE.json", 404),
            ("requests/2020-000001.json", 404), ("requests/nonsense.json", 404),
            ("requests.json?start_date=yesterday", 400), ("requests.json?page_size=1000", 400),
            ("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400),
            ("requests.json?status=lost", 400), ("requests.json?service_code=POTHOLE", 404),
            ("requests.csv", 404), ("tokens.json", 404),
        ];
        for (path, status) in bad {
            let refused = system.get(path).await;
            assert_eq!(refused.status, status, "{path}: {}", refused.body);
            refused.refusal();
        }
        let xml = system.get("requests/2020-000001.xml").await;
        assert_eq!((xml.status, &xml.xml()[0]), (404, &("code".to_owned(), "404".to_owned())));
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let no_form = http.post(format!("{}/open311/v2/requests.json", world.base));
        let no_form = no_form.bearer_auth(&system.key).json(&json!({ "service_code": "PERMIT" }));
        assert_eq!(told(no_form.send().await.unwrap()).await.status, 400);
        assert_eq!(system.get("requests.json").await.json(), json!([]));
    }

    async fn a_key_opens_what_its_scopes_say_and_another_clients_request_does_not_exist(world: World) {
        let reader = System::new(&world, "只读", &["requests:read"]).await;
        let writer = System::new(&world, "只写", &["requests:write"]).await;
        let neither = System::new(&world, "走访", &["visits:read"]).await;
        let code = code_of(&world).await;
        let form = [("service_code", "FRAUD"), ("attribute[credit_code]", code.as_str()),
            ("description", "防骗宣讲"), ("title", "请来讲课")];
        let refused = reader.post("requests.json", &form).await;
        assert_eq!(refused.status, 403);
        assert!(refused.refusal().contains("requests:write"));
        let filed = writer.post("requests.json", &form).await;
        assert_eq!(filed.status, 201, "{}", filed.body);
        let number = filed.json()[0]["service_request_id"].as_str().unwrap().to_owned();
        assert_eq!(writer.get("requests.json").await.status, 403);
        assert_eq!(writer.get("services.json").await.status, 200);
        assert_eq!(neither.get("services.json").await.status, 403);
        assert_eq!(reader.get(&format!("requests/{number}.json")).await.status, 404);
        assert_eq!(reader.get("requests.json").await.json(), json!([]));
        assert_eq!(reader.get(&format!("requests.json?service_request_id={number},x")).await.json(), json!([]));
        for path in ["services.json", "requests.json", "requests.json?api_key=wq_api_0"] {
            let nobody = told(sent(&world.base, Method::GET, path, None).await).await;
            assert_eq!(nobody.status, 401, "{path}");
            nobody.refusal();
        }
        let nobody = told(sent(&world.base, Method::POST, "requests.json", Some(&form)).await).await;
        assert_eq!(nobody.status, 401);
    }

    async fn a_call_costs_ten_of_the_quota(world: World) {
        let asked = json!({ "name": "市民热线", "agencyId": null, "scopes": BOTH, "quotaPerMinute": 1_000 });
        let key = made(&world, asked).await.key;
        let path = format!("services.json?api_key={key}");
        let first = sent(&world.base, Method::GET, &path, None).await;
        assert_eq!((first.status().as_u16(), &first.headers()["ratelimit-limit"]), (200, &"1000".parse().unwrap()));
        assert_eq!(first.headers()["ratelimit-remaining"], "990");
        let mut refused = None;
        for _ in 0..400 {
            let next = sent(&world.base, Method::GET, &path, None).await;
            if next.status() == 429 {
                refused = Some(next);
                break;
            }
        }
        let refused = refused.unwrap();
        assert_eq!(refused.headers()["ratelimit-limit"], "1000");
        assert_eq!(refused.headers()["ratelimit-remaining"], "0");
        let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=60).contains(&wait));
        assert_eq!(told(refused).await.json()[0]["code"], 429);
    }
}
