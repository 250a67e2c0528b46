//! Pictures: kept upright and bare, with a thumbnail; what is none is refused and leaves nothing.

use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use serde_json::{Value, json};

use crate::{
    on_both,
    support::{
        Client, World,
        pictures::{bare_picture, jpeg_of_a_phone, red_and_blue, sha256},
    },
};

async fn bytes_of(answer: reqwest::Response) -> Vec<u8> {
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

async fn node(client: &Client, id: &str) -> Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Attachment {
        name mediaType size sha256 sourceSha256 width height thumbnailUrl } } }";
    client.ask(query, json!({ "id": id })).await.at("/node")
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Everything that lies in the folders of files.
fn kept(folder: &Path) -> Vec<String> {
    let folders = ["attachments", "incoming"].map(|name| folder.join(name));
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

on_both! {
    async fn a_photo_keeps_its_pixels_and_nothing_else(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let photo = jpeg_of_a_phone(600, 400);
        assert!(photo.windows(9).any(|part| part == b"SECRETCAM"));
        let sent = officer.upload("走访.jpg", &photo).await;
        assert_eq!(sent.status, 201, "{:#}", sent.body);
        let id = sent.id();
        let whole = bytes_of(officer.download(&id).await).await;
        let picture = bare_picture(&whole).into_rgb8();
        assert_eq!((picture.width(), picture.height()), (400, 600), "it stands upright");
        let (top, bottom) = (picture.get_pixel(200, 50), picture.get_pixel(200, 550));
        assert!(top[0] > 200 && top[2] < 60, "red was left and is on top: {top:?}");
        assert!(bottom[2] > 200 && bottom[0] < 60, "blue was right and is below: {bottom:?}");

        assert_eq!(sent.body["sourceSha256"], sha256(&photo));
        assert_eq!(node(&officer, &id).await, json!({
            "name": "走访.jpg", "mediaType": "image/jpeg", "size": whole.len(),
            "sha256": sha256(&whole), "sourceSha256": sha256(&photo), "width": 400, "height": 600,
            "thumbnailUrl": format!("/attachments/{id}/thumbnail"),
        }));
        let small = officer.thumbnail(&id).await;
        assert_eq!(small.headers()["content-type"], "image/jpeg");
        let small = bare_picture(&bytes_of(small).await);
        assert_eq!((small.width(), small.height()), (213, 320));
    }

    async fn png_stays_and_webp_becomes_what_everybody_reads(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let glass = RgbaImage::from_pixel(40, 30, Rgba([0, 255, 0, 0]));
        for (name, sent, kept, media_type) in [
            ("a.png", encoded(red_and_blue(40, 30), ImageFormat::Png), "a.png", "image/png"),
            ("b.png", encoded(glass.clone(), ImageFormat::Png), "b.png", "image/png"),
            ("c.webp", encoded(red_and_blue(40, 30), ImageFormat::WebP), "c.jpg", "image/jpeg"),
            ("d.webp", encoded(glass, ImageFormat::WebP), "d.png", "image/png"),
        ] {
            let answer = officer.upload(name, &sent).await;
            assert_eq!(answer.body["name"], kept, "{:#}", answer.body);
            assert_eq!(answer.body["mediaType"], media_type);
            let whole = bare_picture(&bytes_of(officer.download(&answer.id()).await).await);
            let small = bare_picture(&bytes_of(officer.thumbnail(&answer.id()).await).await);
            assert_eq!((whole.width(), small.width()), (40, 40), "{name}: a small one is not enlarged");
            if name == "b.png" {
                assert_eq!(whole.into_rgba8().get_pixel(1, 1)[3], 0, "what shows through stays so");
                let white = small.into_rgb8();
                assert!(white.get_pixel(1, 1).0.iter().all(|channel| *channel > 250));
            }
        }
    }

    async fn what_is_no_picture_is_refused_and_leaves_nothing(world: World) {
        let officer = world.as_(&world.first.officer).await;
        let mut bomb = encoded(red_and_blue(16, 16), ImageFormat::Jpeg);
        let frame = bomb.windows(2).position(|part| part == [0xff, 0xc0]).unwrap();
        bomb[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
        for (name, bytes, reason) in [
            ("a.png", &b"\x89PNG\r\n\x1a\n and more"[..], "broken_picture"),
            ("a.jpg", b"\xff\xd8\xff\xe0 and more", "broken_picture"),
            ("a.webp", b"RIFF\0\0\0\0WEBPVP8 and more", "broken_picture"),
            ("a.jpg", &bomb, "too_many_pixels"),
        ] {
            let sent = officer.upload(name, bytes).await;
            let error = &sent.body["errors"][0]["extensions"];
            assert_eq!((sent.status, &error["code"]), (400, &json!("BAD_INPUT")), "{:#}", sent.body);
            assert_eq!(error["reason"], reason);
        }
        assert_eq!(kept(world.files.folder()), Vec::<String>::new());
    }

    async fn a_thumbnail_is_seen_by_whoever_sees_the_picture(world: World) {
        let photo = jpeg_of_a_phone(60, 40);
        let id = world.as_(&world.second.officer).await.upload("a.jpg", &photo).await.id();
        for person in world.everybody() {
            let client = world.as_(person).await;
            assert_eq!(client.thumbnail(&id).await.status(), 404, "{}", person.username);
        }
        assert_eq!(world.anonymous().thumbnail(&id).await.status(), 401);
    }
}
