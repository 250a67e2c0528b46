//! The page at `/` promises nothing that is not there.

use std::net::TcpListener;

use secrecy::SecretSlice;
use wanqi::server::{Application, Settings};

use crate::{on_both, support::World};

async fn page(url: &str) -> (u16, String) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.get(url).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

on_both! {
    async fn the_welcome_page_leads_to_the_explorer_only_where_there_is_one(world: World) {
        let (status, welcome) = page(&format!("{}/", world.base)).await;
        assert!(status == 200 && welcome.contains("万企") && !welcome.contains("graphiql"));
        assert_eq!(page(&format!("{}/graphiql", world.base)).await.0, 404);

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let secret = SecretSlice::from(vec![7; 64]);
        let data_dir = world.files.folder().to_owned();
        let settings = Settings {
            secret,
            graphiql: true,
            data_dir,
            attachments_url: None,
            outbox: None,
        };
        let open = Application::on(listener, world.database.clone(), settings).unwrap();
        let base = format!("http://127.0.0.1:{}", open.port());
        tokio::spawn(open.run());
        assert!(page(&base).await.1.contains("href=\"/graphiql\""));
        assert_eq!(page(&format!("{base}/graphiql")).await.0, 200);
    }
}
