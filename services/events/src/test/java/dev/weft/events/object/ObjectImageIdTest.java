package dev.weft.events.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ImageId;
import org.junit.jupiter.api.Test;

class ObjectImageIdTest {

  @Test
  void anObjectsIdNeverChanges() {
    // printf 'weft\nimages/a.jpg\n9b2cf535f27731c974343645a3985328' | sha256sum
    assertThat(ObjectImageId.of("weft", "images/a.jpg", "9b2cf535f27731c974343645a3985328"))
        .isEqualTo("s3-5a9f8b289c9c486893e408a3ba9caeb0")
        .matches(ImageId::isValid);
  }

  @Test
  void quotesAroundAnEtagDoNotCount() {
    assertThat(ObjectImageId.of("weft", "images/a.jpg", "\"abc\""))
        .isEqualTo(ObjectImageId.of("weft", "images/a.jpg", "abc"));
  }

  @Test
  void otherBytesAnotherKeyOrAnotherBucketMakeAnotherImage() {
    String id = ObjectImageId.of("weft", "images/a.jpg", "abc");

    assertThat(ObjectImageId.of("weft", "images/a.jpg", "abd")).isNotEqualTo(id);
    assertThat(ObjectImageId.of("weft", "images/b.jpg", "abc")).isNotEqualTo(id);
    assertThat(ObjectImageId.of("waft", "images/a.jpg", "abc")).isNotEqualTo(id);
  }

  @Test
  void anUploadIsNamedByItsKey() {
    assertThat(ObjectImageId.of("weft", "uploads/shirt-1", "abc")).isEqualTo("shirt-1");
    assertThat(ObjectImageId.of("weft", "uploads/2026/11/28/13/shirt-1", "abc"))
        .isEqualTo("shirt-1");
    assertThat(ObjectImageId.of("weft", "uploads/a/b", "abc")).startsWith("s3-");
    assertThat(ObjectImageId.of("weft", "uploads/", null)).startsWith("s3-");
  }
}
