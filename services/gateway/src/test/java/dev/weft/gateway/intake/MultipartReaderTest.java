package dev.weft.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {

  @Test
  void partsComeWithTheirHeadersAndBytes() throws IOException {
    MultipartReader reader =
        reader(
            "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\none\r\n"
                + "--b  \r\n\r\n\r\n--b--\r\nepilogue");

    MultipartReader.Part one = reader.next().orElseThrow();
    assertThat(one.headers()).containsEntry("content-disposition", "form-data; name=\"x\"");
    assertThat(text(one)).isEqualTo("one");
    assertThat(text(reader.next().orElseThrow())).isEmpty();
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aLastBoundaryWithoutALineEndEndsTheBody() throws IOException {
    MultipartReader reader = reader("--b\r\n\r\none\r\n--b--");

    assertThat(text(reader.next().orElseThrow())).isEqualTo("one");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void aPartThatNobodyReadIsPassedOver() throws IOException {
    MultipartReader reader =
        reader("--b\r\n\r\n" + "x".repeat(200_000) + "\r\n--b\r\n\r\ntwo\r\n--b--");

    reader.next();
    assertThat(text(reader.next().orElseThrow())).isEqualTo("two");
  }

  @Test
  void bytesThatLookLikeABoundarySBeginningBelongToThePart() throws IOException {
    byte[] tricky = "\r\n--a\r\n-\r\r\n--\r\n--B".getBytes(StandardCharsets.ISO_8859_1);
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      while (content.size() < 130_000) {
        content.write(tricky, 0, random.nextInt(tricky.length));
        byte[] noise = new byte[random.nextInt(3_000)];
        random.nextBytes(noise);
        content.writeBytes(noise);
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("--bound\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      body.writeBytes(content.toByteArray());
      body.writeBytes("\r\n--bound--".getBytes(StandardCharsets.ISO_8859_1));
      MultipartReader reader = new MultipartReader(slow(body.toByteArray(), random), "bound");

      assertThat(reader.next().orElseThrow().body().readAllBytes())
          .isEqualTo(content.toByteArray());
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void aBodyThatEndsEarlyIsMalformed() throws IOException {
    MultipartReader reader = reader("--b\r\n\r\none");
    Optional<MultipartReader.Part> part = reader.next();

    assertThatThrownBy(() -> text(part.orElseThrow()))
        .isInstanceOf(MalformedMultipartException.class)
        .hasMessageContaining("ends before");
    assertThatThrownBy(() -> reader("no boundary at all").next())
        .isInstanceOf(MalformedMultipartException.class);
  }

  @Test
  void hugeHeadersAreRefused() {
    assertThatThrownBy(() -> reader("--b\r\nx: " + "y".repeat(20_000) + "\r\n\r\n").next())
        .isInstanceOf(MalformedMultipartException.class);
    assertThatThrownBy(() -> reader("--b\r\n" + "x: yyyyyyyyyy\r\n".repeat(2_000)).next())
        .isInstanceOf(MalformedMultipartException.class);
    assertThatThrownBy(() -> reader("--b\r\nno colon\r\n\r\n").next())
        .isInstanceOf(MalformedMultipartException.class);
  }

  @Test
  void aBoundaryIsNeeded() {
    assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), null))
        .isInstanceOf(MalformedMultipartException.class)
        .hasMessageEndingWith("but has none");
    assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), "x".repeat(71)))
        .isInstanceOf(MalformedMultipartException.class);
  }

  private static MultipartReader reader(String body) {
    return new MultipartReader(
        new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "b");
  }

  private static String text(MultipartReader.Part part) throws IOException {
    return new String(part.body().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** A stream that returns a few bytes per read, as networks do. */
  private static InputStream slow(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(1_500)));
      }
    };
  }
}
