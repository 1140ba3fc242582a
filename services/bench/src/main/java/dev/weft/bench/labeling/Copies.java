package dev.weft.bench.labeling;

import dev.weft.base.Sha256;
import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.features.ImageObject;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.dataset.LabeledImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Creates near-duplicates of pictures: saved with another quality, and at half the size. */
final class Copies {
  private static final int MOST_BYTES = 100_000_000;
  private static final float QUALITY = 0.5f;

  private Copies() {}

  /**
   * Creates two copies of each of the first photographs that Java can read.
   *
   * @return the copies, labeled with the SHA-256 of their originals
   */
  static LabeledPhotos of(LabeledPhotos photos, int count) throws IOException {
    ObjectStore store = new MemoryObjectStore();
    List<LabeledImage> copies = new ArrayList<>();
    for (LabeledImage image : photos.images().subList(0, Math.min(count, photos.images().size()))) {
      GetResult found = photos.store().get(LabeledPhotos.BUCKET, image.object().key(), MOST_BYTES);
      BufferedImage picture =
          found instanceof GetResult.Found bytes
              ? ImageIO.read(new ByteArrayInputStream(bytes.bytes()))
              : null;
      if (picture != null) {
        copies.add(put(store, image, "saved-again", jpeg(scaled(picture, 1))));
        copies.add(put(store, image, "half", jpeg(scaled(picture, 2))));
      }
    }
    return new LabeledPhotos(copies.size() + " copies", copies, store);
  }

  private static LabeledImage put(ObjectStore store, LabeledImage of, String kind, byte[] bytes) {
    String key = of.object().sha256() + "/" + kind;
    store.put(LabeledPhotos.BUCKET, key, bytes, "image/jpeg");
    ImageObject object =
        new ImageObject(LabeledPhotos.BUCKET, key, bytes.length, Sha256.hex(bytes));
    return new LabeledImage(key, object, of.object().sha256(), Instant.EPOCH);
  }

  private static BufferedImage scaled(BufferedImage picture, int divisor) {
    int width = Math.max(1, picture.getWidth() / divisor);
    int height = Math.max(1, picture.getHeight() / divisor);
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }

  private static byte[] jpeg(BufferedImage picture) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
