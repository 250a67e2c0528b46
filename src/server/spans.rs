//! What the log says of a request: what it usually does, save where the path itself is a secret.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::{Span, field::Empty, info_span};
use tracing_actix_web::{DefaultRootSpanBuilder, RootSpanBuilder};

use super::calendar;

/// The span of a request.
pub struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        if !request.path().starts_with(calendar::FOLDER) {
            return DefaultRootSpanBuilder::on_request_start(request);
        }
        info_span!(
            "HTTP request",
            http.method = %request.method(),
            http.route = calendar::ADDRESS,
            http.status_code = Empty,
            otel.name = "GET /calendar",
            otel.kind = "server",
            otel.status_code = Empty,
            exception.message = Empty,
            exception.details = Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &Result<ServiceResponse<B>, Error>) {
        DefaultRootSpanBuilder::on_request_end(span, outcome);
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use actix_web::{
        App, HttpResponse,
        test::{TestRequest, call_service, init_service},
        web,
    };
    use tracing_actix_web::TracingLogger;

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What the log holds of a request for this path, and of what happens within it.
    async fn logged(path: &str) -> String {
        let log = Log::default();
        let writer = log.clone();
        let subscriber =
            tracing_subscriber::fmt().json().with_writer(move || writer.clone()).finish();
        let told = tracing::subscriber::set_default(subscriber);
        let happens = || async {
            tracing::warn!("something happened");
            HttpResponse::NotFound().finish()
        };
        let app = App::new().wrap(TracingLogger::<Spans>::new()).default_service(web::to(happens));
        let app = init_service(app).await;
        call_service(&app, TestRequest::with_uri(path).to_request()).await;
        drop(told);
        let bytes = log.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[actix_web::test]
    async fn no_secret_address_is_written_down() {
        let usual = logged("/attachments/att_1?name=x").await;
        assert!(
            usual.contains("something happened") && usual.contains("/attachments/att_1?name=x")
        );
        for path in ["/calendar/s3cret.ics", "/calendar/s3cret", "/calendar/s3cret.ics?s3cret=1"] {
            let told = logged(path).await;
            assert!(told.contains("something happened") && told.contains("/calendar/{token}.ics"));
            assert!(!told.contains("s3cret"), "{told}");
        }
    }
}
