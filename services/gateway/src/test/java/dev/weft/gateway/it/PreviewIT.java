package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.objectstore.ObjectStore;
import dev.weft.testsupport.inputs.Exif;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class PreviewIT {

  @TestHTTPResource URI base;
  @Inject ObjectStore store;

  private GatewayClient gateway;

  @BeforeEach
  void setUp() {
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @Test
  void aPreviewIsMadeOnceAndKeptByTheClientForGood() throws Exception {
    String id = upload(png(400, 200));

    Answer answer = preview(id, "?size=100");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.header("Cache-Control")).contains("immutable", "max-age=31536000", "private");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.response().body())).getHeight())
        .isEqualTo(50);
    assertThat(preview(id, "?size=100", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(304);
    assertThat(preview(id, "?size=101", "If-None-Match", answer.header("ETag")).status())
        .isEqualTo(200);
  }

  /** The picture is red on the left and blue on the right once its Exif orientation is applied. */
  @Test
  void aPreviewIsUprightAsTheCameraSays() throws Exception {
    BufferedImage seen = new BufferedImage(200, 100, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200 * 100; i++) {
      seen.setRGB(i % 200, i / 200, i % 200 < 100 ? 0xff0000 : 0x0000ff);
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(seen, "jpeg", jpeg);

    Answer answer = preview(upload(Exif.onItsSide(jpeg.toByteArray())), "?size=100");

    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(answer.response().body()));
    assertThat(shown.getWidth()).isEqualTo(100);
    assertThat(shown.getHeight()).isEqualTo(50);
    assertThat(shown.getRGB(10, 25) & 0xff).as("blue, left").isLessThan(40);
    assertThat(shown.getRGB(90, 25) & 0xff).as("blue, right").isGreaterThan(200);
  }

  @Test
  void whatCannotBeDrawnIsAProblem() throws Exception {
    String gone = upload(png(32, 33));
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images?limit=200").text().contains(gone));
    StoredImages.remove(store, gone);

    assertProblem(preview(upload(GatewayClient.picture()), ""), 422, "image-refused");
    assertProblem(preview(gone, ""), 410, "content-gone");
    assertProblem(preview("nobody", ""), 404, "no-such-image");
    assertProblem(preview(gone, "?size=31"), 400, "bad-parameter");
    assertProblem(preview(gone, "?size=2049"), 400, "bad-parameter");
  }

  private String upload(byte[] bytes) {
    return gateway.upload("", bytes).json().path("id").asText();
  }

  private Answer preview(String id, String query, String... headers) {
    return gateway.get("/v1/images/" + id + "/preview" + query, headers);
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asText()).endsWith("/" + type);
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
    return bytes.toByteArray();
  }
}
