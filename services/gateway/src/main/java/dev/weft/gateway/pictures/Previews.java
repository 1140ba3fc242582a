package dev.weft.gateway.pictures;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ImageObjects;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.PictureReader;
import dev.weft.imaging.PictureReading;
import dev.weft.objectstore.ObjectStore;

/**
 * Makes previews of images, a limited number concurrently; some requests may wait, and further ones
 * are rejected. Memory is therefore bounded by a few files and pictures. A JPEG is decoded at a
 * fraction of its size, so that its preview takes little more than its entropy decoding.
 * Thread-safe.
 */
public final class Previews {
  private final ObjectStore store;
  private final ImageObjects images;
  private final long maxBytes;
  private final PictureReader pictures;
  private final Bulkhead places;

  public Previews(ObjectStore store, ImageObjects images, PreviewSettings settings) {
    this.store = store;
    this.images = images;
    this.maxBytes = settings.maxBytes();
    this.pictures =
        ImageReaders.pictures(new DecodeLimits(settings.maxBytes(), settings.maxPixels()));
    this.places = new Bulkhead(settings.atOnce(), settings.waiting());
  }

  /**
   * Makes a preview.
   *
   * @param longest its longer side in pixels, 1 to 4096; a smaller image keeps its size
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  public Preview of(ObjectRef image, int longest) {
    return places.take(() -> made(image, longest)).orElseGet(Preview.Busy::new);
  }

  private Preview made(ObjectRef image, int longest) {
    ImageBytes read = ImageBytes.read(store, images, image, maxBytes);
    if (read instanceof ImageBytes.Gone) {
      return new Preview.ImageGone();
    } else if (read instanceof ImageBytes.Refused refused) {
      return refused(refused);
    }
    PictureReading reading = pictures.preview(((ImageBytes.Whole) read).bytes(), longest);
    if (reading instanceof PictureReading.Seen seen) {
      return new Preview.Drawn(JpegFile.of(seen.picture()));
    }
    return refused(ImageBytes.refusal(((PictureReading.Unreadable) reading).why()));
  }

  private static Preview refused(ImageBytes.Refused why) {
    return new Preview.ImageRefused(why.reason(), why.detail());
  }
}
