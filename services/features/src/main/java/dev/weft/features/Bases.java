package dev.weft.features;

import dev.weft.base.Sha256;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.BackboneDigest;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Networks without their heads. */
public final class Bases {
  private static final int CHUNK = 1 << 14;

  private Bases() {}

  /**
   * Returns the identity of a base: the SHA-256 of the backbone's weights, 64 hex digits. It does
   * not depend on the head.
   */
  public static String id(Weights weights) {
    MessageDigest digest = Sha256.digest();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
    for (TensorSpec spec : Xception.backboneTensors()) {
      digest.update(spec.name().getBytes(StandardCharsets.UTF_8));
      Tensor tensor = weights.get(spec.name());
      FloatBuffer values = tensor.values();
      while (values.hasRemaining()) {
        int count = Math.min(CHUNK, values.remaining());
        bytes.clear();
        bytes.asFloatBuffer().put(values.slice().limit(count));
        digest.update(bytes.limit(count * Float.BYTES));
        values.position(values.position() + count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The same, without reading the weights into memory.
   *
   * @param safetensors the weights in float32
   * @throws dev.weft.xception.weights.WeightsException if a tensor is missing, or the file is
   *     damaged
   * @throws IOException if it cannot be read
   */
  public static String id(Path safetensors) throws IOException {
    return BackboneDigest.ofBigEndian(safetensors);
  }
}
