//! Attachments: taken by what they are, seen by their uploader alone.

use serde_json::json;

use crate::{on_both, support::World};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and more";

on_both! {
    async fn a_file_comes_back_to_its_uploader_as_it_was(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let sent = officer.upload("走访照片.png", PNG).await;
        assert_eq!(sent.status, 201, "{:#}", sent.body);
        let id = sent.id();
        assert_eq!(
            sent.body,
            json!({ "id": id, "name": "走访照片.png", "mediaType": "image/png", "size": PNG.len() })
        );
        let back = officer.download(&id).await;
        assert_eq!(back.status(), 200);
        let header = |name: &str| back.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "image/png");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("sandbox"));
        assert!(header("content-disposition").starts_with("attachment; "));
        assert_eq!(back.bytes().await.unwrap(), PNG);
        let query = "query($id: ID!) { node(id: $id) { ... on Attachment { name sha256 } } }";
        let answer = officer.ask(query, json!({ "id": id })).await;
        assert_eq!(answer.text("/node/name"), "走访照片.png");
        assert_eq!(answer.text("/node/sha256").len(), 64);
    }

    async fn a_body_of_its_own_is_taken_too(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let sent = coordinator.upload_plainly("towns.csv", "代码,镇街".into()).await;
        assert_eq!((sent.status, &sent.body["mediaType"]), (201, &json!("text/csv")));
    }

    async fn nobody_else_sees_an_attachment(world: World) {
        let id = world.as_(&world.second.officer).await.upload("a.png", PNG).await.id();
        for person in world.everybody() {
            let client = world.as_(person).await;
            assert_eq!(client.download(&id).await.status(), 404, "{}", person.username);
            let query = "query($id: ID!) { node(id: $id) { id } }";
            assert!(client.ask(query, json!({ "id": id })).await.at("/node").is_null());
        }
        assert_eq!(world.anonymous().download(&id).await.status(), 401);
    }

    async fn whoever_is_not_signed_in_or_a_machine_sends_nothing(world: World) {
        let sent = world.anonymous().upload("a.png", PNG).await;
        assert_eq!((sent.status, sent.body["errors"][0]["extensions"]["code"].as_str()), (401, Some("UNAUTHENTICATED")));
        let machine = world.as_(&world.first.integrator).await;
        assert_eq!(machine.upload("a.png", PNG).await.status, 403);
    }

    async fn other_kinds_and_too_much_are_refused(world: World) {
        let officer = world.as_(&world.first.officer).await;
        for (name, bytes, status, reason) in [
            ("a.csv", &b""[..], 400, "empty"),
            ("a.csv", b"<html><script>alert(1)</script>", 415, "unsupported_media_type"),
            ("a.png", b"MZ\x90\0 a programme", 415, "unsupported_media_type"),
            ("a.xlsx", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], 415, "encrypted"),
        ] {
            let sent = officer.upload(name, bytes).await;
            assert_eq!(sent.status, status, "{:#}", sent.body);
            assert_eq!(sent.body["errors"][0]["extensions"]["reason"], reason);
        }
        assert_eq!(officer.upload_plainly("a.csv", vec![b'a'; 40 << 20]).await.status, 413);
        let large = vec![b'a'; (20 << 20) + 1];
        assert_eq!(officer.upload("a.csv", &large).await.status, 413);
        assert_eq!(officer.upload("a.csv", large.get(1..).unwrap()).await.status, 201);
    }

    async fn a_name_is_data_and_never_a_path(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let sent = officer.upload("../../../etc/passwd", PNG).await;
        assert_eq!(sent.body["name"], "passwd");
        for id in ["..%2fsecret", "%2e%2e%2fsecret", "att_", "att_zzz"] {
            assert_eq!(officer.download(id).await.status(), 404, "{id}");
        }
    }
}
