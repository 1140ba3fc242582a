package dev.weft.events.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadKeyTest {

  private static final Instant MOMENT = Instant.parse("2026-11-28T13:59:59.999Z");

  @Test
  void anUploadLiesBelowTheHourInWhichItWasTakenIn() {
    assertThat(UploadKey.of("shirt-1", MOMENT)).isEqualTo("uploads/2026/11/28/13/shirt-1");
    assertThat(UploadKey.hour(MOMENT)).isEqualTo("uploads/2026/11/28/13/");
    assertThat(UploadKey.imageId("uploads/2026/11/28/13/shirt-1")).contains("shirt-1");
    assertThat(UploadKey.year("uploads/2026/11/28/13/shirt-1")).contains("uploads/2026/");
  }

  @Test
  void anUploadOfAnOlderReleaseHasNoHour() {
    assertThat(UploadKey.withoutHour("shirt-1")).isEqualTo("uploads/shirt-1");
    assertThat(UploadKey.imageId("uploads/shirt-1")).contains("shirt-1");
    assertThat(UploadKey.imageId("uploads/2026")).contains("2026");
    assertThat(UploadKey.year("uploads/shirt-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uploads/",
        "uploads/.probe",
        "uploads/a/b",
        "uploads/2026/11/28/13/",
        "uploads/2026/11/28/shirt-1",
        "uploads/2026/11/28/13/a/b",
        "uploads/2026/13/28/13/a",
        "uploads/2026/11/28/24/a",
        "uploads/26/11/28/13/a",
        "images/2026/11/28/13/a"
      })
  void anythingElseIsTheKeyOfNoUpload(String key) {
    assertThat(UploadKey.imageId(key)).isEmpty();
    assertThat(UploadKey.year(key)).isEmpty();
  }

  @Test
  void whatIsNoImageIdHasNoUploadKey() {
    assertThatThrownBy(() -> UploadKey.of("../a", MOMENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"../a\"");
    assertThatThrownBy(() -> UploadKey.withoutHour("../a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anotherGatewayMayHavePutItInTheHourBesideOrWithoutOne() {
    assertThat(UploadKey.beside("uploads/2026/11/28/23/a"))
        .containsExactly("uploads/2026/11/28/22/a", "uploads/2026/11/29/00/a", "uploads/a");
    assertThat(UploadKey.beside("uploads/a")).isEmpty();
    assertThat(UploadKey.beside("images/2026/11/28/23/a")).isEmpty();
  }
}
