package dev.weft.xception.weights;

import dev.weft.base.Sha256;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Identifies backbones without reading them into memory. */
public final class BackboneDigest {

  private static final int CHUNK = 1 << 16;

  private BackboneDigest() {}

  /**
   * Returns the SHA-256 of a backbone's tensors in the order of the network, each preceded by its
   * name and as stored in the file: 64 hexadecimal digits. Versions that differ only in their heads
   * have the same digest. Reads 80 MB, using {@value #CHUNK} bytes of memory.
   *
   * @param safetensors a version's weights
   * @throws WeightsException if a tensor of the backbone is missing, or the file is damaged
   * @throws IOException if it cannot be read
   */
  public static String of(Path safetensors) throws IOException {
    return of(safetensors, chunk -> {});
  }

  /**
   * The same, with each number in big-endian order.
   *
   * @throws WeightsException if a tensor of the backbone is missing, or the file is damaged
   * @throws IOException if it cannot be read
   */
  public static String ofBigEndian(Path safetensors) throws IOException {
    return of(safetensors, BackboneDigest::reverse);
  }

  private static void reverse(ByteBuffer chunk) {
    for (int at = chunk.position(); at < chunk.limit(); at += Float.BYTES) {
      chunk.putInt(at, Integer.reverseBytes(chunk.getInt(at)));
    }
  }

  private static String of(Path safetensors, Consumer<ByteBuffer> order) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (FileChannel channel = FileChannel.open(safetensors, StandardOpenOption.READ)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel, Files.size(safetensors));
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (TensorSpec tensor : Xception.backboneTensors()) {
        SafeTensorsHeader.Entry entry = header.entries().get(tensor.name());
        if (entry == null) {
          throw new WeightsException("The tensor " + tensor.name() + " is missing");
        }
        digest.update(tensor.name().getBytes(StandardCharsets.UTF_8));
        long at = header.dataStart() + entry.begin();
        for (long left = entry.end() - entry.begin(); left > 0; ) {
          chunk.clear().limit((int) Math.min(CHUNK, left));
          SafeTensors.readFully(channel, chunk, at);
          at += chunk.limit();
          left -= chunk.limit();
          order.accept(chunk);
          digest.update(chunk);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
