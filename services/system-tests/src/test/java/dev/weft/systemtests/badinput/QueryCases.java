package dev.weft.systemtests.badinput;

import java.util.List;

/** Queries with bad parameters or for things that do not exist. */
final class QueryCases {

  private static final String BAD = "400 bad-parameter";

  private QueryCases() {}

  static List<BadCase> all() {
    return List.of(
        get(
            "query-limit-zero",
            "a page of nothing",
            BAD,
            "limit must be 1 to 200",
            "/v1/images?limit=0"),
        get(
            "query-limit-text",
            "a page of a text",
            BAD,
            "limit must be 1 to 200",
            "/v1/images?limit=all"),
        get(
            "query-limit-huge",
            "a page of a million",
            BAD,
            "limit must be 1 to 200",
            "/v1/images?limit=1000000"),
        get(
            "query-cursor",
            "a cursor that is none",
            BAD,
            "cursor must be",
            "/v1/images?cursor=nowhere"),
        get(
            "query-state",
            "a state that there is not",
            BAD,
            "state must be one of",
            "/v1/images?state=happy"),
        get(
            "query-label",
            "a label of 300 characters",
            BAD,
            "label must have",
            "/v1/images?label=" + "x".repeat(300)),
        get(
            "query-labeled",
            "a given label that cannot be",
            BAD,
            "label",
            "/v1/images?labeled=%0A"),
        get(
            "query-both",
            "two questions at once",
            BAD,
            "labeled cannot be combined",
            "/v1/images?labeled=hat&state=classified"),
        get(
            "query-image",
            "an image that there is not",
            "404 no-such-image",
            "",
            "/v1/images/nobody"),
        get("query-image-id", "an id that cannot be", "404 no-such-image", "", "/v1/images/%00"),
        get(
            "query-content",
            "the bytes of an image that there is not",
            "404 no-such-image",
            "",
            "/v1/images/nobody/content"),
        get(
            "query-preview-size",
            "a preview of one pixel",
            BAD,
            "size must be 32 to 2048",
            "/v1/images/nobody/preview?size=1"),
        get(
            "query-explanation-size",
            "an explanation of a million pixels",
            BAD,
            "size must be 64 to 2048",
            "/v1/images/nobody/explanation?size=1000000"),
        get(
            "query-explanation-version",
            "an explanation by version 0",
            BAD,
            "version must be a number",
            "/v1/images/nobody/explanation?version=0"),
        get(
            "query-model",
            "versions of a model that there is not",
            "404 no-such-model",
            "",
            "/v1/models/hats/versions"),
        get(
            "query-version",
            "a version that there is not",
            "404 no-such-version",
            "",
            "/v1/models/colours/versions/99"),
        get(
            "query-version-text",
            "a version that is no number",
            "404 no-such-version",
            "",
            "/v1/models/colours/versions/newest"),
        get(
            "query-rollout",
            "the rollout of a model that there is not",
            "404 no-rollout",
            "",
            "/v1/rollouts/hats"),
        get(
            "query-training",
            "a training that there is not",
            "404 no-such-training",
            "",
            "/v1/trainings/nobody"),
        get(
            "query-queue-model",
            "images to label for a model that there is not",
            "404 no-such-model",
            "",
            "/v1/labels/queue?model=hats"),
        new BadCase(
            "query-escape",
            "a path with a broken escape",
            "400 without a body",
            "",
            weft ->
                weft.web()
                    .raw(
                        "GET /v1/images/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + weft.web().key()
                            + "\r\n\r\n")),
        new BadCase(
            "query-stream-position",
            "a place in the live stream that is none",
            BAD,
            "Last-Event-ID",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .to("/v1/predictions/stream")
                            .header("Last-Event-ID", "the-last-one")
                            .GET())),
        new BadCase(
            "query-accept",
            "a representation that there is not",
            "406 not-acceptable",
            "",
            weft ->
                weft.web()
                    .send(weft.web().to("/v1/images").header("Accept", "application/xml").GET())));
  }

  private static BadCase get(String id, String what, String kind, String says, String path) {
    return new BadCase(id, what, kind, says, weft -> weft.web().get(path));
  }
}
