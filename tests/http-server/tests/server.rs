//! What a client sees of the server.

use std::{future::ready, io::Read as _, net::TcpStream};

use test_http_server::{Answer, Server, StatusCode};
use ureq::Agent;

type Tested = Result<(), Box<dyn std::error::Error>>;

fn client() -> Agent {
    Agent::config_builder().proxy(None).http_status_as_error(false).build().into()
}

#[test]
fn each_request_is_answered_on_the_connection_that_it_comes_by() -> Tested {
    let server = Server::start(|request| {
        let body = format!("{} {} {}", request.method(), request.uri().path(), request.body().len());
        ready(Answer::status(StatusCode::IM_A_TEAPOT).header("retry-after", "1").body("text/plain", body))
    })?;
    let client = client();
    for length in [0, 3, 100_000] {
        let mut answer = client.post(format!("{}/tea?hot", server.url())).send(&vec![0; length])?;
        assert_eq!(answer.status(), 418);
        assert_eq!(
            ["retry-after", "content-type"].map(|name| answer.headers()[name].to_str().ok()),
            [Some("1"), Some("text/plain")]
        );
        assert_eq!(answer.body_mut().read_to_string()?, format!("POST /tea {length}"));
    }
    Ok(())
}

#[test]
fn half_an_answer_and_none_are_errors() -> Tested {
    let server = Server::start(|request| {
        ready(if request.uri().path() == "/half" { Answer::Half } else { Answer::None })
    })?;
    let half = client().get(format!("{}/half", server.url())).call();
    assert!(half.and_then(|mut answer| answer.body_mut().read_to_string()).is_err());
    assert!(client().get(format!("{}/none", server.url())).call().is_err());
    Ok(())
}

#[test]
fn one_that_is_dropped_closes_its_connections() -> Tested {
    let server = Server::start(|_| ready(Answer::ok()))?;
    let mut connection = TcpStream::connect(server.address())?;
    drop(server);
    // Closed in good order or not: there is nothing more to read.
    assert_eq!(connection.read(&mut [0]).unwrap_or(0), 0);
    Ok(())
}
