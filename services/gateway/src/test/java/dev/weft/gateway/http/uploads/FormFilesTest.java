package dev.weft.gateway.http.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.intake.MultipartReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"image/jpeg", "image/jpeg; name=\"münchen.jpg\"", "image/jpeg;charset=utf-8"})
  void theContentTypeOfAFileIsKeptWithoutItsParameters(String sent) throws IOException {
    assertThat(contentType(sent)).isEqualTo("image/jpeg");
  }

  @Test
  void aContentTypeThatCannotBeAHeaderOfTheStoreIsNone() throws IOException {
    assertThat(contentType("image/jpög")).isNull();
    assertThat(contentType("image/a@b")).isNull();
    assertThat(contentType("image/" + "x".repeat(122))).isNull();
  }

  private static String contentType(String sent) throws IOException {
    String form =
        """
        --b\r
        Content-Disposition: form-data; name="f"; filename="a.jpg"\r
        Content-Type: %s\r
        \r
        bytes\r
        --b--\r
        """
            .formatted(sent);
    var body = new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8));
    return new FormFiles(new MultipartReader(body, "b")).next().orElseThrow().contentType();
  }
}
