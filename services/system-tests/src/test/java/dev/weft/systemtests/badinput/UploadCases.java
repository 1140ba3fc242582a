package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.goodImage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.systemtests.badinput.BadCase.Attempt;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;

/** {@code POST /v1/images}. */
final class UploadCases {

  private static final String BAD = "400 bad-parameter";
  private static final int MORE_THAN_ALLOWED = 21 << 20;

  private UploadCases() {}

  static List<BadCase> all() {
    return Stream.of(bodies(), keys(), headers(), forms(), requests())
        .flatMap(List::stream)
        .toList();
  }

  private static List<BadCase> bodies() {
    return List.of(
        new BadCase(
            "upload-empty",
            "no bytes",
            "400 empty-image",
            "Send the image's bytes",
            body(new byte[0])),
        new BadCase(
            "upload-too-large",
            "an image of 21 MiB",
            "413 too-large",
            "20971520 bytes",
            body(new byte[MORE_THAN_ALLOWED])),
        new BadCase(
            "upload-too-large-unannounced",
            "the same without a Content-Length",
            "413 too-large",
            "20971520 bytes",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .to("/v1/images")
                            .POST(
                                BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(new byte[MORE_THAN_ALLOWED]))))),
        new BadCase(
            "upload-cut-off",
            "fewer bytes than its Content-Length, and an end",
            "closed",
            "nothing was taken in",
            cutOff("upload-cut-off", "Content-Length: 1000\r\n\r\nabc", true)),
        new BadCase(
            "upload-chunk-without-size",
            "chunks whose size is no number",
            "closed",
            "nothing was taken in",
            cutOff(
                "upload-chunk-without-size",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
                false)),
        new BadCase(
            "upload-chunks-cut-off",
            "chunks without a last one, and an end",
            "closed",
            "nothing was taken in",
            cutOff(
                "upload-chunks-cut-off", "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", true)),
        new BadCase(
            "upload-length-no-number",
            "a Content-Length that is no number",
            "400 without a body",
            "",
            raw("Content-Length: many\r\n\r\nabc")),
        new BadCase(
            "upload-length-negative",
            "a Content-Length below zero",
            "400 without a body",
            "",
            raw("Content-Length: -1\r\n\r\nabc")),
        new BadCase(
            "upload-two-lengths",
            "two Content-Lengths that differ",
            "400 without a body",
            "",
            raw("Content-Length: 3\r\nContent-Length: 30\r\n\r\nabc")));
  }

  private static List<BadCase> keys() {
    return List.of(
        key("upload-key-with-space", "an Idempotency-Key with a space", "my image"),
        key(
            "upload-key-with-path",
            "an Idempotency-Key with path traversal (`../`)",
            "../../models/clothing"),
        key("upload-key-too-long", "an Idempotency-Key of 200 characters", "x".repeat(200)),
        key(
            "upload-key-reserved",
            "an Idempotency-Key as objects have it",
            "s3-" + "0a".repeat(16)),
        key("upload-key-not-ascii", "an Idempotency-Key beyond ASCII", "gr\u00fcn"),
        new BadCase(
            "upload-key-taken",
            "the Idempotency-Key of other bytes",
            "409 id-taken",
            "exists with different bytes",
            weft -> {
              upload(weft, "taken", "/v1/images", goodImage());
              return upload(weft, "taken", "/v1/images", new byte[] {1, 2, 3});
            }),
        new BadCase(
            "upload-key-of-other-model",
            "the Idempotency-Key of an image for another model",
            "409 id-taken",
            "is for the default model",
            weft -> {
              upload(weft, "taken-by-model", "/v1/images", goodImage());
              return upload(weft, "taken-by-model", "/v1/images?model=clothing", goodImage());
            }));
  }

  private static List<BadCase> headers() {
    return List.of(
        header(
            "upload-deadline-no-time",
            "a deadline that is no time",
            "must look like 2026",
            "Weft-Deadline",
            "tomorrow"),
        new BadCase(
            "upload-deadline-past",
            "a deadline that is over",
            "rejected expired",
            "deadline",
            weft -> weft.file(goodImage(), "Weft-Deadline", "2020-01-01T00:00:00Z")),
        header(
            "upload-tags-no-pairs",
            "tags that are no pairs",
            "tags must look like k=v",
            "Weft-Tags",
            "red"),
        header(
            "upload-tags-bad-name",
            "a tag with a bad name",
            "tags must look like k=v",
            "Weft-Tags",
            "a b=c"),
        header(
            "upload-tags-bad-percent",
            "a tag with a broken escape",
            "Weft-Tags",
            "Weft-Tags",
            "a=%zz"),
        header(
            "upload-tags-too-long",
            "tags of 2000 characters",
            "longer than 1024",
            "Weft-Tags",
            "a=" + "b".repeat(2000)),
        header(
            "upload-tags-too-many",
            "33 tags",
            "must have at most 32 tags",
            "Weft-Tags",
            String.join(
                ",",
                java.util.stream.IntStream.range(0, 33).mapToObj(i -> "t" + i + "=1").toList())),
        new BadCase(
            "upload-type-no-type",
            "a Content-Type that is none",
            "415 unsupported-type",
            "",
            raw("Content-Type: ///\r\nContent-Length: 3\r\n\r\nabc")),
        query(
            "upload-wait-no-time",
            "a wait that is no time",
            BAD,
            "wait must look like 10s",
            "wait=soon"),
        query(
            "upload-wait-negative",
            "a wait below zero",
            BAD,
            "wait must look like 10s",
            "wait=PT-5S"),
        query("upload-wait-too-long", "a wait of two hours", BAD, "at most", "wait=120m"),
        query(
            "upload-model-unknown",
            "a model that was never published",
            "404 no-such-model",
            "hats",
            "model=hats"),
        query(
            "upload-model-no-name",
            "a model's name with path traversal (`../`)",
            BAD,
            "model",
            "model=..%2F..%2Fetc"),
        new BadCase(
            "upload-gzip",
            "a compressed body",
            "rejected not_an_image",
            "begins with 1f8b",
            weft ->
                weft.file(
                    new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}, "Content-Encoding", "gzip")));
  }

  private static List<BadCase> forms() {
    String image = part("f", "x.png", new String(goodImage(), ISO_8859_1));
    return List.of(
        form(
            "form-no-boundary",
            "a form without a boundary",
            "400 malformed-body",
            "but has none",
            "multipart/form-data",
            image + "--b--\r\n"),
        form(
            "form-long-boundary",
            "a boundary of 100 characters",
            "400 malformed-body",
            "boundary of 1 to 70",
            "multipart/form-data; boundary=" + "b".repeat(100),
            image),
        form(
            "form-mixed",
            "parts that are no form",
            "415 unsupported-type",
            "multipart/mixed",
            "multipart/mixed; boundary=b",
            image),
        form(
            "form-empty",
            "a form without a part",
            "400 no-files",
            "Send each image as a part",
            "multipart/form-data; boundary=b",
            "--b--\r\n"),
        form(
            "form-only-fields",
            "a form without a file",
            "400 no-files",
            "Send each image as a part",
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n"),
        form(
            "form-cut-off",
            "a form without its last boundary",
            "400 malformed-body",
            "ends before its last boundary",
            "multipart/form-data; boundary=b",
            image),
        form(
            "form-other-boundary",
            "a form with another boundary than it says",
            "400 malformed-body",
            "ends before its last boundary",
            "multipart/form-data; boundary=c",
            image + "--b--\r\n"),
        form(
            "form-header-without-colon",
            "a part's header without a colon",
            "400 malformed-body",
            "headers are malformed",
            "multipart/form-data; boundary=b",
            "--b\r\nnonsense\r\n\r\nx\r\n--b--\r\n"),
        form(
            "form-header-too-long",
            "a part's header of 20 KiB",
            "400 malformed-body",
            "8 KiB",
            "multipart/form-data; boundary=b",
            "--b\r\nX-Long: " + "x".repeat(20 << 10) + "\r\n\r\nx\r\n--b--\r\n"),
        form(
            "form-empty-file",
            "a form whose file has no bytes",
            "400 empty-image",
            "Send the image's bytes",
            "multipart/form-data; boundary=b",
            part("f", "x.png", "") + "--b--\r\n"),
        form(
            "form-too-many-files",
            "more files than allowed",
            "413 too-many-files",
            "may contain at most 3 files",
            "multipart/form-data; boundary=b",
            image.repeat(4) + "--b--\r\n"),
        new BadCase(
            "form-hostile-file-name",
            "a file name with path traversal (`../`) and a control character",
            "classified",
            "green",
            weft -> {
              String hostile =
                  part("f", "../../etc/pass\u0001wd", new String(goodImage(), ISO_8859_1));
              Answer taken =
                  sendForm(
                      weft,
                      "multipart/form-data; boundary=b",
                      hostile + "--b--\r\n",
                      "hostile-name");
              return taken.kind().equals("202") ? weft.answerAbout("hostile-name") : taken;
            }));
  }

  private static List<BadCase> requests() {
    return List.of(
        new BadCase(
            "request-unknown-path",
            "a path that there is not",
            "404 not-found",
            "No resource has this path",
            weft -> weft.web().get("/v1/pictures")),
        new BadCase(
            "request-unknown-method",
            "a method that there is not",
            "405 method-not-allowed",
            "/v1/images has GET, HEAD, OPTIONS, POST",
            weft -> weft.web().json("PATCH", "/v1/images", "{}")),
        new BadCase(
            "request-climbing-path",
            "a URL with path traversal (`../`)",
            "404 no-such-image",
            "",
            weft -> weft.web().get("/v1/images/..%2F..%2Fetc%2Fpasswd")),
        new BadCase(
            "request-no-http",
            "something that is not HTTP",
            "400 without a body",
            "",
            weft -> weft.web().raw("hello\r\n\r\n")),
        new BadCase(
            "request-tls",
            "TLS where there is none",
            "400 without a body",
            "",
            weft ->
                weft.web()
                    .raw(
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")),
        new BadCase(
            "request-headers-too-long",
            "a header of 100 KiB",
            "431 without a body",
            "",
            raw("X-Long: " + "x".repeat(100 << 10) + "\r\n\r\n")),
        new BadCase(
            "request-path-too-long",
            "a path of 100 KiB",
            "414 without a body",
            "",
            weft ->
                weft.web()
                    .raw(
                        "GET /v1/images/"
                            + "x".repeat(100 << 10)
                            + " HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  }

  private static Attempt body(byte[] bytes) {
    return weft ->
        weft.web().send(weft.web().to("/v1/images").POST(BodyPublishers.ofByteArray(bytes)));
  }

  /** Sends an upload with the given headers and body, after the headers that all uploads have. */
  private static Attempt raw(String rest) {
    return weft -> weft.web().raw(head(weft) + rest);
  }

  private static String head(RunningWeft weft) {
    return "POST /v1/images HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Authorization: Bearer "
        + weft.web().key()
        + "\r\n";
  }

  /** Sends an incomplete upload. It may get no response, but the image must not be stored. */
  private static Attempt cutOff(String id, String rest, boolean leaves) {
    return weft -> {
      Answer answer = weft.web().raw(head(weft) + "Idempotency-Key: " + id + "\r\n" + rest, leaves);
      Answer image = weft.web().get("/v1/images/" + id);
      return image.kind().equals("404 no-such-image")
          ? Answer.of(answer.kind(), "nothing was taken in")
          : image;
    };
  }

  private static BadCase key(String id, String what, String key) {
    return new BadCase(
        id,
        what,
        BAD,
        "Idempotency-Key must match",
        raw("Idempotency-Key: " + key + "\r\nContent-Length: 3\r\n\r\nabc"));
  }

  private static BadCase header(String id, String what, String says, String name, String value) {
    return new BadCase(
        id, what, BAD, says, raw(name + ": " + value + "\r\nContent-Length: 3\r\n\r\nabc"));
  }

  private static BadCase query(String id, String what, String kind, String says, String query) {
    return new BadCase(
        id, what, kind, says, weft -> upload(weft, id, "/v1/images?" + query, goodImage()));
  }

  private static Answer upload(RunningWeft weft, String id, String path, byte[] bytes)
      throws Exception {
    HttpRequest.Builder request =
        weft.web().to(path).header("Idempotency-Key", id).POST(BodyPublishers.ofByteArray(bytes));
    return weft.web().send(request);
  }

  private static BadCase form(
      String id, String what, String kind, String says, String type, String body) {
    return new BadCase(id, what, kind, says, weft -> sendForm(weft, type, body, id));
  }

  private static Answer sendForm(RunningWeft weft, String type, String body, String id)
      throws Exception {
    return weft.web()
        .send(
            weft.web()
                .to("/v1/images")
                .header("Content-Type", type)
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1))));
  }

  private static String part(String field, String file, String content) {
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n%s\r\n"
        .formatted(field, file, content);
  }
}
