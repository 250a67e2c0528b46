//! What is served at `/`: the web client where it was built, with a policy that lets in no foreign
//! script; else a page that promises nothing that is not there.

use std::net::TcpListener;

use reqwest::header::CONTENT_SECURITY_POLICY;
use secrecy::SecretSlice;
use wanqi::server::{Application, Settings};

use crate::{on_both, support::World};

async fn get(url: &str) -> reqwest::Response {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    http.get(url).send().await.unwrap()
}

async fn page(url: &str) -> (u16, String) {
    let answer = get(url).await;
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Whether these tests were built with a client.
async fn has_client(base: &str) -> bool {
    page(&format!("{base}/")).await.1.contains("id=\"root\"")
}

on_both! {
    async fn the_page_is_there_and_leads_to_the_explorer_only_where_there_is_one(world: World) {
        let (status, welcome) = page(&format!("{}/", world.base)).await;
        assert!(status == 200 && welcome.contains("万企") && !welcome.contains("graphiql"));
        let (_, closed) = page(&format!("{}/graphiql", world.base)).await;
        assert!(!closed.contains("GraphiQL"));

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let secret = SecretSlice::from(vec![7; 64]);
        let data_dir = world.files.folder().to_owned();
        let settings = Settings {
            secret,
            graphiql: true,
            cost_limit: wanqi::schema::COST_LIMIT,
            quota: std::num::NonZeroU32::MAX,
            trusted_proxies: Vec::new(),
            trusted: None,
            internal_webhooks: vec!["127.0.0.1".to_owned()],
            data_dir,
            attachments_url: None,
            outbox: None,
        };
        let open = Application::on(listener, world.database.clone(), settings).unwrap();
        let base = format!("http://127.0.0.1:{}", open.port());
        tokio::spawn(open.run());
        if !has_client(&base).await {
            assert!(page(&base).await.1.contains("href=\"/graphiql\""));
        }
        assert!(page(&format!("{base}/graphiql")).await.1.contains("GraphiQL"));
    }

    async fn the_client_s_own_addresses_lead_to_its_page_and_missing_files_do_not(world: World) {
        let at = |path: &str| format!("{}{path}", world.base);
        for missing in ["/assets/none.js", "/none.js", "/assets/"] {
            assert_eq!(get(&at(missing)).await.status(), 404, "{missing}");
        }
        let posted = reqwest::Client::builder().no_proxy().build().unwrap();
        assert_eq!(posted.post(at("/enterprises")).send().await.unwrap().status(), 404);
        if !has_client(&world.base).await {
            assert_eq!(get(&at("/enterprises")).await.status(), 404);
            return;
        }
        let (front, place) = (get(&at("/")).await, get(&at("/enterprises")).await);
        let policy = front.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'self'") && !policy.contains("script-src"));
        assert_eq!(front.text().await.unwrap(), place.text().await.unwrap());
    }
}
