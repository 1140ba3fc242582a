package dev.weft.xception.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file.
 *
 * @param dataStart offset of the values in the file
 * @param entries by tensor name; offsets are relative to {@code dataStart}
 */
record SafeTensorsHeader(long dataStart, Map<String, Entry> entries) {

  /** Far above the 30 KB of an Xception, and harmless to allocate. */
  private static final int MAXIMUM_BYTES = 4 << 20;

  private static final String METADATA = "__metadata__";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Data types of values. */
  enum Type {
    F32(Float.BYTES) {
      @Override
      float[] floats(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
      }
    },
    F16(Short.BYTES) {
      @Override
      float[] floats(ByteBuffer bytes) {
        float[] values = new float[bytes.remaining() / Short.BYTES];
        for (int i = 0; i < values.length; i++) {
          values[i] = Half.toFloat(bytes.getShort());
        }
        return values;
      }
    };

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    abstract float[] floats(ByteBuffer bytes);
  }

  /** A tensor's type, shape and position. */
  record Entry(Type type, List<Integer> shape, long begin, long end) {
    static Entry of(String name, JsonNode json) {
      Type type =
          switch (json.path("dtype").asText()) {
            case "F32" -> Type.F32;
            case "F16" -> Type.F16;
            default ->
                throw new WeightsException(
                    "The tensor %s should be F32 or F16, but is %s"
                        .formatted(name, json.path("dtype")));
          };
      List<Integer> shape = new ArrayList<>();
      for (JsonNode side : json.path("shape")) {
        if (!side.isInt() || side.intValue() < 1) {
          throw new WeightsException("The tensor " + name + " has a dimension of size " + side);
        }
        shape.add(side.intValue());
      }
      JsonNode offsets = json.path("data_offsets");
      if (!offsets.path(0).isIntegralNumber() || !offsets.path(1).canConvertToLong()) {
        throw new WeightsException("The tensor " + name + " has no data_offsets");
      }
      return new Entry(type, shape, offsets.path(0).longValue(), offsets.path(1).longValue());
    }

    boolean isOfRightSize() {
      long size = type.bytes;
      for (int side : shape) {
        if (size > Integer.MAX_VALUE / (long) side) {
          return false;
        }
        size *= side;
      }
      return end - begin == size;
    }
  }

  static SafeTensorsHeader of(Map<String, Tensor> tensors) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    long at = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      long end = at + (long) tensor.getValue().size() * Float.BYTES;
      entries.put(tensor.getKey(), new Entry(Type.F32, tensor.getValue().shape(), at, end));
      at = end;
    }
    return new SafeTensorsHeader(0, entries);
  }

  /** The header's bytes, padded with spaces so that the values are aligned to 8 bytes. */
  byte[] toJson() throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    entries.forEach(
        (name, entry) -> {
          ObjectNode node = json.putObject(name);
          node.put("dtype", entry.type().name());
          entry.shape().forEach(node.putArray("shape")::add);
          node.putArray("data_offsets").add(entry.begin()).add(entry.end());
        });
    byte[] bytes = JSON.writeValueAsBytes(json);
    byte[] padded = new byte[(bytes.length + 7) / 8 * 8];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    return padded;
  }

  static SafeTensorsHeader read(FileChannel channel, long fileSize) throws IOException {
    if (fileSize < Long.BYTES) {
      throw new WeightsException("The file is too short for a safetensors header");
    }
    ByteBuffer lengthBytes = SafeTensors.littleEndian(Long.BYTES);
    SafeTensors.readFully(channel, lengthBytes, 0);
    long length = lengthBytes.getLong();
    if (length < 2 || length > MAXIMUM_BYTES || length > fileSize - Long.BYTES) {
      throw new WeightsException(
          "A safetensors header of %d bytes cannot be in a file of %d".formatted(length, fileSize));
    }
    ByteBuffer bytes = SafeTensors.littleEndian((int) length);
    SafeTensors.readFully(channel, bytes, Long.BYTES);
    long dataStart = Long.BYTES + length;
    SafeTensorsHeader header = new SafeTensorsHeader(dataStart, parse(bytes.array()));
    header.requireCoverage(fileSize - dataStart);
    return header;
  }

  private static Map<String, Entry> parse(byte[] bytes) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new WeightsException("The safetensors header is not JSON: " + e.getMessage(), e);
    }
    if (!json.isObject()) {
      throw new WeightsException("The safetensors header is not a JSON object");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.put(field.getKey(), Entry.of(field.getKey(), field.getValue()));
      }
    }
    return entries;
  }

  /** The format's rule: the tensors cover the data without holes or overlaps. */
  private void requireCoverage(long dataSize) {
    List<Map.Entry<String, Entry>> ordered = new ArrayList<>(entries.entrySet());
    ordered.sort(Comparator.comparingLong(entry -> entry.getValue().begin()));
    long at = 0;
    for (Map.Entry<String, Entry> named : ordered) {
      Entry entry = named.getValue();
      if (entry.begin() != at || entry.end() > dataSize || !entry.isOfRightSize()) {
        throw new WeightsException(
            "The tensor %s of shape %s cannot be at bytes %d to %d of %d"
                .formatted(named.getKey(), entry.shape(), entry.begin(), entry.end(), dataSize));
      }
      at = entry.end();
    }
    if (at != dataSize) {
      throw new WeightsException(
          "The tensors need %d bytes, but the file contains %d".formatted(at, dataSize));
    }
  }
}
