package dev.weft.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentPolicyTest {

  @Test
  void anImportMapIsAllowedByTheHashOfWhatLiesBetweenItsTags() {
    String policy = ContentPolicy.of("<script type=\"importmap\">{\n}</script><script>x</script>");

    // printf '{\n}' | openssl dgst -sha256 -binary | base64
    assertThat(policy)
        .contains(
            "script-src 'self' 'sha256-jrlby8FUUwkx4V/EGMix/pkQlWcUCVUgmeoapZaZnt4='; style-src 'self'")
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void withoutAPageNoInlineScriptIsAllowed() {
    assertThat(ContentPolicy.of("")).contains("script-src 'self'; ");
  }

  @Test
  void aFileHasTheSameTagAsLongAsItHasTheSameBytes() {
    PageFiles files = new PageFiles(ContentPolicyTest.class.getClassLoader());

    assertThat(files.tag("/")).isEqualTo(files.tag("/index.html")).isPresent();
    assertThat(files.tag("/app/main.js"))
        .isPresent()
        .isNotEqualTo(files.tag("/lib/htm/htm.module.js"));
    assertThat(files.tag("/app/none.js")).isEmpty();
    assertThat(files.tag("/app/")).isEmpty();
    assertThat(files.index()).contains("importmap");
  }

  @Test
  void pagesAreToldFromTheInterface() {
    assertThat(PageFiles.holds("/")).isTrue();
    assertThat(PageFiles.holds("/lib/thing.js")).isTrue();
    assertThat(PageFiles.holds("/v1/images")).isFalse();
    assertThat(PageFiles.holds("/application")).isFalse();
  }
}
