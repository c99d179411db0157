use super::blob_uploader::*;

#[test]
fn only_absolute_urls_are_written() {
    for url in ["https://images.example/1.png", "s3://bucket/key", "urn:sha256:abc"] {
        assert!(is_absolute_url(url), "{url}");
    }
    for text in
        ["", "a", "/path", "data:image/png;base64,AAAA", "https:", "https://a b", "http://\u{e4}", "1a:b"]
    {
        assert!(!is_absolute_url(text), "{text}");
    }
    assert!(!is_absolute_url(&format!("https://{}", "a".repeat(9 << 10))));
}
