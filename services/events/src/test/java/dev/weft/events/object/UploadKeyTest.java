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
  void an_upload_lies_below_the_hour_in_which_it_was_taken_in() {
    assertThat(UploadKey.of("shirt-1", MOMENT)).isEqualTo("uploads/2026/11/28/13/shirt-1");
    assertThat(UploadKey.hour(MOMENT)).isEqualTo("uploads/2026/11/28/13/");
    assertThat(UploadKey.imageId("uploads/2026/11/28/13/shirt-1")).contains("shirt-1");
    assertThat(UploadKey.year("uploads/2026/11/28/13/shirt-1")).contains("uploads/2026/");
  }

  @Test
  void an_upload_of_an_older_release_has_no_hour() {
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
  void anything_else_is_the_key_of_no_upload(String key) {
    assertThat(UploadKey.imageId(key)).isEmpty();
    assertThat(UploadKey.year(key)).isEmpty();
  }

  @Test
  void what_is_no_image_id_has_no_upload_key() {
    assertThatThrownBy(() -> UploadKey.of("../a", MOMENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"../a\"");
    assertThatThrownBy(() -> UploadKey.withoutHour("../a"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void another_gateway_may_have_put_it_in_the_hour_beside_or_without_one() {
    assertThat(UploadKey.beside("uploads/2026/11/28/23/a"))
        .containsExactly("uploads/2026/11/28/22/a", "uploads/2026/11/29/00/a", "uploads/a");
    assertThat(UploadKey.beside("uploads/a")).isEmpty();
    assertThat(UploadKey.beside("images/2026/11/28/23/a")).isEmpty();
  }
}
