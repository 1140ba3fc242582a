package dev.weft.xception.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.xception.Starter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTensorsTest {

  @TempDir Path directory;

  @Test
  void readsWhatItWrites() throws IOException {
    Path file = directory.resolve("weights.safetensors");
    SafeTensors.write(Starter.weights(), file);

    Weights read = SafeTensors.read(file);

    assertThat(read.classes()).hasValue(10);
    Starter.weights()
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(read.get(name).values()).as(name).isEqualTo(tensor.values()));
  }

  /** The starter's values are rounded to half precision, except for the few below its range. */
  @Test
  void readsHalfPrecision() throws IOException {
    Path file = directory.resolve("half.safetensors");
    writeHalf(Starter.weights(), file);

    Weights read = SafeTensors.read(file);

    Tensor expected = Starter.weights().get("block14_sepconv2/pointwise_kernel");
    Tensor found = read.get("block14_sepconv2/pointwise_kernel");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i))
          .isEqualTo(Half.toFloat(Half.fromFloat(expected.get(i))))
          .isBetween(expected.get(i) - 1e-3f, expected.get(i) + 1e-3f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json | is not JSON",
        "[1, 2] | is not a JSON object",
        "{\"a\": 1, \"a\": 2} | is not JSON",
        "{\"a\": {\"dtype\": \"I64\", \"shape\": [1], \"data_offsets\": [0, 8]}} | F32 or F16",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [-1], \"data_offsets\": [0, 8]}} | of size -1",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2]}} | no data_offsets",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 800]}} | cannot be at bytes",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [-8, 0]}} | cannot be at bytes",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [4, 12]}} | cannot be at bytes",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [65536, 65536, 65536],"
            + " \"data_offsets\": [0, 8]}} | cannot be at bytes",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}} | contains 8",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}"
            + " | block1_conv1/kernel of shape [3, 3, 3, 32] is missing",
      })
  void refusesAHostileHeader(String header, String reason) throws IOException {
    Path file = file(header.getBytes(StandardCharsets.UTF_8), 8);

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(reason);
  }

  /** JSON readers interpret four bytes of which three are zero as UTF-32. */
  @ParameterizedTest
  @ValueSource(strings = {"0000007b", "7b000000000000ff", "00007b0022000000", "0001227b"})
  void refusesAHeaderThatBeginsLikeAnotherEncoding(String bytes) throws IOException {
    Path file = file(HexFormat.of().parseHex(bytes), 8);

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("is not JSON");
  }

  @Test
  void refusesAHeaderLongerThanTheFile() throws IOException {
    Path file = directory.resolve("long.safetensors");
    Files.write(
        file,
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array());

    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("cannot be in a file of 16");
    Path empty = Files.createFile(directory.resolve("empty.safetensors"));
    assertThatThrownBy(() -> SafeTensors.read(empty))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("too short");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0x0p0",
    "1,0x1p-24",
    "0x3ff,0x3ffp-24",
    "0x400,0x1p-14",
    "0x3c00,1",
    "0x3555,0x1.554p-2",
    "0x7bff,65504",
    "0x7c00,Infinity",
    "0xc000,-2",
    "0x8001,-0x1p-24"
  })
  void convertsHalfPrecisionBothWays(String bits, String value) {
    short half = Integer.decode(bits).shortValue();

    assertThat(Half.toFloat(half)).isEqualTo(Float.parseFloat(value));
    assertThat(Half.fromFloat(Float.parseFloat(value))).isEqualTo(half);
  }

  @Test
  void roundsToTheNearestHalfAndTiesToEven() {
    assertThat(Half.toFloat(Half.fromFloat(1 + 0x1p-11f))).isEqualTo(1);
    assertThat(Half.toFloat(Half.fromFloat(1 + 0x3p-11f))).isEqualTo(1 + 0x2p-10f);
    assertThat(Half.toFloat(Half.fromFloat(65520))).isInfinite();
    assertThat(Half.toFloat(Half.fromFloat(65519))).isEqualTo(65504);
    assertThat(Half.toFloat(Half.fromFloat(0x1p-25f))).isZero();
    assertThat(Half.toFloat(Half.fromFloat(Float.NaN))).isNaN();
  }

  private Path file(byte[] header, int dataBytes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    return Files.write(directory.resolve("hostile.safetensors"), bytes.array());
  }

  private void writeHalf(Weights weights, Path file) throws IOException {
    StringBuilder header = new StringBuilder("{\"__metadata__\":{\"by\":\"test\"}");
    ByteBuffer data =
        ByteBuffer.allocate((int) weights.parameters() * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, Tensor> named : weights.tensors().entrySet()) {
      int begin = data.position();
      for (int i = 0; i < named.getValue().size(); i++) {
        data.putShort(Half.fromFloat(named.getValue().get(i)));
      }
      header.append(
          ",\"%s\":{\"dtype\":\"F16\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(named.getKey(), named.getValue().shape(), begin, data.position()));
    }
    byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    try (var out = Files.newOutputStream(file)) {
      out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
      out.write(json);
      out.write(data.array());
    }
  }
}
