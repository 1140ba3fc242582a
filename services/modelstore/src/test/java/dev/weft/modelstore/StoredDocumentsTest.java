package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Manifests and declarations as earlier releases stored them. */
class StoredDocumentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static byte[] stored(String name) throws IOException {
    return Files.readAllBytes(Path.of("../../schemas/stored", name));
  }

  @Test
  void aManifestIsReadAndWrittenWithTheSameMembers() throws IOException {
    byte[] document = stored("model-manifest.v1.json");

    byte[] written = ModelManifest.ofJson("manifest.json", document).toJson();

    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(document));
  }

  @Test
  void aDeclarationIsReadAndALaterFormatRefused() throws IOException {
    byte[] document = stored("declared-model.v1.json");

    assertThat(Manifests.readDeclaration("models/tops/model.json", document))
        .isEqualTo(
            new DeclaredModel("tops", "imagenet", Instant.parse("2026-11-30T18:56:02.386605Z")));
    byte[] later =
        new String(document, StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"format\": 2, ")
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Manifests.readDeclaration("models/tops/model.json", later))
        .isInstanceOf(BundleCorruptException.class)
        .hasMessageContaining("models/tops/model.json has format 2");
  }
}
