package dev.weft.features;

import dev.weft.base.Sha256;
import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Images that are texts, and a network that returns their upper left corner. */
public final class Fakes {
  public static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  private Fakes() {}

  /** Puts an image into the store; {@code bad} in its text makes it unreadable. */
  public static ImageObject put(MemoryObjectStore store, String key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    store.put("weft", key, bytes, "image/jpeg");
    return object(key, text);
  }

  public static ImageObject object(String key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String sha256 = Sha256.hex(bytes);
    return new ImageObject("weft", key, bytes.length, sha256);
  }

  /** Values of the plane: the text's hash on the left, its negative on the right. */
  public static final ImageReader READER =
      (bytes, preprocessing, out) -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.contains("bad")) {
          return new ImageReading.Unreadable(
              RejectionReason.NOT_AN_IMAGE, "the bytes are no image");
        }
        for (int i = 0; i < preprocessing.tensorLength(); i++) {
          out.put(i % preprocessing.width() < 35 ? value(text) : -value(text));
        }
        return new ImageReading.Read("text", 1, 1);
      };

  public static float value(String text) {
    return 1 + Math.floorMod(text.hashCode(), 1000);
  }

  /** Counts the images that it processes. */
  public static class CornerEngine implements Engine {
    final AtomicInteger images = new AtomicInteger();

    @Override
    public EngineInfo info() {
      return new EngineInfo("corner", "1", "none", 1);
    }

    @Override
    public float[][] infer(FloatBuffer batch, int n) {
      throw new UnsupportedOperationException("no head");
    }

    @Override
    public float[][] features(FloatBuffer batch, int n) {
      images.addAndGet(n);
      float[][] features = new float[n][Xception.FEATURES];
      for (int i = 0; i < n; i++) {
        java.util.Arrays.fill(features[i], batch.get(i * batch.remaining() / n));
      }
      return features;
    }

    @Override
    public int calls() {
      return 2;
    }

    @Override
    public void close() {}
  }
}
