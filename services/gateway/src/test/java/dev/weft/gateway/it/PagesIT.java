package dev.weft.gateway.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.it.GatewayClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class PagesIT {

  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  @TestHTTPResource URI base;
  private GatewayClient gateway;

  @BeforeEach
  void setUp() {
    gateway = new GatewayClient(base);
  }

  @Test
  void thePageIsServedWithAPolicyThatAllowsItsOwnImportMapAndNothingElseInline() throws Exception {
    Answer page = gateway.get("/");

    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Content-Security-Policy"))
        .contains("script-src 'self' 'sha256-" + importMapHash(page.text()) + "';")
        .startsWith("default-src 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
  }

  @Test
  void pagesAreRevalidatedAndLibrariesAreKeptForADay() {
    Answer script = gateway.get("/app/main.js");
    assertThat(script.status()).isEqualTo(200);
    assertThat(script.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(script.header("Content-Security-Policy")).isNotNull();

    Answer again = gateway.get("/app/main.js", "If-None-Match", script.header("ETag"));
    Answer other =
        gateway.get(
            "/app/main.js",
            "If-None-Match",
            "\"another\"",
            "If-Modified-Since",
            "Fri, 01 Jan 2100 00:00:00 GMT");

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("ETag")).isEqualTo(script.header("ETag"));
    assertThat(other.status()).isEqualTo(200);
    assertThat(gateway.get("/lib/htm/htm.module.js").header("Cache-Control"))
        .isEqualTo("public, max-age=86400");
    assertThat(gateway.get("/lib/none.js").status()).isEqualTo(404);
    assertThat(gateway.get("/lib/none.js").header("Cache-Control")).isEqualTo("no-cache");
    assertThat(gateway.get("/v1/rollouts").header("Content-Security-Policy")).isNull();
  }

  private static String importMapHash(String page) throws Exception {
    Matcher map = IMPORT_MAP.matcher(page);
    assertThat(map.find()).isTrue();
    byte[] text = map.group(1).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
  }
}
