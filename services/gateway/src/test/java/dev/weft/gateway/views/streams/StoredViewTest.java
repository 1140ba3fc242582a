package dev.weft.gateway.views.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.gateway.views.ImageView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A view as earlier releases stored it. */
class StoredViewTest {
  private static final Path FILE = Path.of("../../schemas/stored/image-view.v1.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void isReadAndWrittenWithTheSameMembers() throws IOException {
    byte[] document = Files.readAllBytes(FILE);

    ImageView view = ViewJson.read(document, ImageView.class);

    byte[] written = ViewJson.write(view);
    if (Boolean.getBoolean("weft.docs.write")) {
      byte[] pretty =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.readTree(written));
      Files.write(FILE, pretty);
    }
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(Files.readAllBytes(FILE)));
    assertThat(view.answers()).hasSize(1);
    assertThat(view.labeled().label()).isEqualTo("Shirt");
  }

  @Test
  void membersOfALaterReleaseAreIgnored() throws IOException {
    ObjectNode document = (ObjectNode) JSON.readTree(Files.readAllBytes(FILE));
    ImageView view = ViewJson.read(JSON.writeValueAsBytes(document), ImageView.class);

    document.put("mood", "good");
    ((ObjectNode) document.path("uploaded")).put("mood", "good");

    assertThat(ViewJson.read(JSON.writeValueAsBytes(document), ImageView.class)).isEqualTo(view);
  }
}
