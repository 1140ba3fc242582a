package dev.weft.events.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ObjectRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageObjectsTest {
  private static final ImageObjects IMAGES = new ImageObjects("weft");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uploads/shirt-1",
        "uploads/2026/11/28/13/shirt-1",
        "images/summer 2026/a.jpg",
        "labeled/hat/a.jpg",
        "by-model/shoes/images/a.jpg",
        "by-model/shoes/labeled/boot/a.jpg"
      })
  void anEventMayNameWhatLiesWhereImagesMayLie(String key) {
    assertThat(IMAGES.allow(new ObjectRef("weft", key, 1, null))).isTrue();
    assertThat(ImageObjects.isImageKey(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/clothing/1/manifest.json",
        "trainings/t-1/report.json",
        "features/digests.tsv",
        "labels/clothing.json",
        "a.jpg",
        "/images/a.jpg",
        "Images/a.jpg",
        "images",
        "images/",
        "uploads/",
        "uploads/.probe",
        "uploads/.reconciled",
        "by-model/",
        "by-model/shoes",
        "by-model/No Model/images/a.jpg"
      })
  void anEventMayNameNothingElseOfTheBucket(String key) {
    assertThat(IMAGES.refusal(new ObjectRef("weft", key, 1, null)))
        .hasValueSatisfying(
            why -> assertThat(why).contains(key, "uploads/, images/, labeled/, by-model/"));
  }

  @Test
  void anEventMayNameNoOtherBucket() {
    assertThat(IMAGES.refusal(new ObjectRef("payroll", "images/a.jpg", 1, null)))
        .contains("the object is in bucket payroll, but only weft is used");
  }
}
