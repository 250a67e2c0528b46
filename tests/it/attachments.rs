//! Attachments: taken by what they are, seen by their uploader alone, so many and no more.

use serde_json::json;

use crate::{
    on_both,
    support::{
        World,
        pictures::{log_visit, sha256},
    },
};

const PDF: &[u8] = b"%PDF-1.7 and more";

on_both! {
    async fn a_paper_comes_back_to_its_uploader_as_it_was(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let sent = officer.upload("营业执照.pdf", PDF).await;
        assert_eq!(sent.status, 201, "{:#}", sent.body);
        let id = sent.id();
        let hash = sha256(PDF);
        assert_eq!(
            sent.body,
            json!({
                "id": id, "name": "营业执照.pdf", "mediaType": "application/pdf", "size": PDF.len(),
                "sha256": hash, "sourceSha256": hash, "url": format!("/attachments/{id}"),
                "thumbnailUrl": null,
            })
        );
        let back = officer.download(&id).await;
        assert_eq!(back.status(), 200);
        let header = |name: &str| back.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("sandbox"));
        assert!(header("content-disposition").starts_with("attachment; "));
        assert_eq!(back.bytes().await.unwrap(), PDF);
        assert_eq!(officer.thumbnail(&id).await.status(), 404);
        let query = "query($id: ID!) { node(id: $id) { ... on Attachment {
            name sha256 sourceSha256 width height thumbnailUrl } } }";
        let answer = officer.ask(query, json!({ "id": id })).await;
        assert_eq!(answer.at("/node"), json!({
            "name": "营业执照.pdf", "sha256": hash, "sourceSha256": hash, "width": null,
            "height": null, "thumbnailUrl": null,
        }));
    }

    async fn a_body_of_its_own_is_taken_too(world: World) {
        let coordinator = world.as_(&world.coordinator).await;
        let sent = coordinator.upload_plainly("towns.csv", "代码,镇街".into()).await;
        assert_eq!((sent.status, &sent.body["mediaType"]), (201, &json!("text/csv")));
    }

    async fn nobody_else_sees_an_attachment(world: World) {
        let id = world.as_(&world.second.officer).await.upload("a.pdf", PDF).await.id();
        for person in world.everybody() {
            let client = world.as_(person).await;
            assert_eq!(client.download(&id).await.status(), 404, "{}", person.username);
            let query = "query($id: ID!) { node(id: $id) { id } }";
            assert!(client.ask(query, json!({ "id": id })).await.at("/node").is_null());
        }
        assert_eq!(world.anonymous().download(&id).await.status(), 401);
    }

    async fn whoever_is_not_signed_in_or_a_machine_sends_nothing(world: World) {
        let sent = world.anonymous().upload("a.pdf", PDF).await;
        assert_eq!((sent.status, sent.body["errors"][0]["extensions"]["code"].as_str()), (401, Some("UNAUTHENTICATED")));
        let machine = world.as_(&world.first.integrator).await;
        assert_eq!(machine.upload("a.pdf", PDF).await.status, 403);
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
        let sent = officer.upload("../../../etc/passwd", PDF).await;
        assert_eq!(sent.body["name"], "passwd");
        for id in ["..%2fsecret", "%2e%2e%2fsecret", "att_", "att_zzz"] {
            assert_eq!(officer.download(id).await.status(), 404, "{id}");
        }
    }

    async fn what_belongs_to_nothing_has_its_limit(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let sent = world.waiting_uploads(&world.first.officer, 198).await;
        // Of ten at once two find room.
        let more = (0..10).map(|_| officer.upload("a.pdf", PDF));
        let more = futures_util::future::join_all(more).await;
        assert_eq!(more.iter().filter(|sent| sent.status == 201).count(), 2);
        for refused in more.iter().filter(|sent| sent.status != 201) {
            let error = &refused.body["errors"][0]["extensions"];
            assert_eq!((refused.status, &error["code"]), (409, &json!("LIMIT_REACHED")));
        }
        let other = world.as_(&world.second.officer).await;
        assert_eq!(other.upload("a.pdf", PDF).await.status, 201);
        let logged = log_visit(&world, &officer, &[&sent[0].to_string()]).await;
        logged.assert_ok();
        assert_eq!(officer.upload("a.pdf", PDF).await.status, 201);
        assert_eq!(officer.upload("a.pdf", PDF).await.status, 409);
    }
}
