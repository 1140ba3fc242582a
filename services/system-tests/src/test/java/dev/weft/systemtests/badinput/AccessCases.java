package dev.weft.systemtests.badinput;

import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.SecureRandom;
import java.util.List;

/** Requests of callers without permission. */
final class AccessCases {

  private static final String NOBODY = "401 unauthenticated";
  private static final int MORE_THAN_A_BURST = 150;

  private AccessCases() {}

  static List<BadCase> all() {
    return List.of(
        new BadCase(
            "access-no-key",
            "no key",
            NOBODY,
            "Send an API key or a token",
            weft -> weft.web().send(weft.web().keyless("/v1/images"))),
        header("access-garbage", "a key that is none", "Bearer let-me-in"),
        header("access-empty", "an empty key", "Bearer "),
        header("access-basic", "a password", "Basic YWRtaW46YWRtaW4="),
        header(
            "access-token",
            "a token where no tokens are taken",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."),
        header("access-long", "a key of 6,000 characters", "Bearer " + "x".repeat(6_000)),
        new BadCase(
            "access-unknown-key",
            "a key that nobody made",
            NOBODY,
            "unknown, revoked or expired",
            weft -> asked(weft, ApiKey.generate(new SecureRandom()).text())),
        new BadCase(
            "access-other-secret",
            "a key's name with another secret",
            NOBODY,
            "unknown, revoked or expired",
            weft -> asked(weft, weft.web().key().substring(0, 20) + "A".repeat(41))),
        new BadCase(
            "access-cookie",
            "a cookie that is no session",
            NOBODY,
            "",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .keyless("/v1/images")
                            .header("Cookie", "weft_session=let-me-in"))),
        new BadCase(
            "access-session",
            "a session for a key that nobody made",
            NOBODY,
            "",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .keyless("/v1/session")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"key\": \"let-me-in\"}")))),
        new BadCase(
            "access-role",
            "an upload by one who may only look",
            "403 forbidden",
            "requires the role publisher, but the caller has viewer",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .keyless("/v1/images")
                            .header("Authorization", "Bearer " + weft.key(Role.VIEWER))
                            .POST(BodyPublishers.ofString("x")))),
        new BadCase(
            "access-internal",
            "what only gateways ask each other",
            "403 forbidden",
            "requires the role replica",
            weft -> weft.web().get("/internal/views")),
        new BadCase(
            "access-origin",
            "another site's page with a browser's cookie",
            "403 other-origin",
            "Only pages of the dashboard",
            weft ->
                weft.web()
                    .send(
                        weft.web()
                            .keyless("/v1/images")
                            .header("Cookie", "weft_session=" + weft.web().key())
                            .header("Origin", "https://evil.example")
                            .POST(BodyPublishers.ofString("x")))),
        new BadCase(
            "access-inference",
            "the inference protocol without a key",
            "401",
            "Send an API key or a token",
            weft -> weft.web().send(weft.web().keyless("/v2/models/colours"))),
        // This must be the last case, since the caller is rate limited after so many attempts.
        new BadCase(
            "access-guessing",
            "keys guessed one after the other",
            "429 too-many-requests",
            "Retry-After",
            weft -> {
              Answer answer = asked(weft, "guess");
              for (int i = 0; i < MORE_THAN_A_BURST && answer.kind().equals(NOBODY); i++) {
                answer = asked(weft, "guess-" + i);
              }
              return answer;
            }));
  }

  private static BadCase header(String id, String what, String value) {
    return new BadCase(
        id,
        what,
        NOBODY,
        "",
        weft -> weft.web().send(weft.web().keyless("/v1/images").header("Authorization", value)));
  }

  private static Answer asked(RunningWeft weft, String key) throws Exception {
    return weft.web()
        .send(weft.web().keyless("/v1/images").header("Authorization", "Bearer " + key));
  }
}
