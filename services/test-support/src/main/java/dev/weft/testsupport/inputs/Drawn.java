package dev.weft.testsupport.inputs;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;

/** Valid files to corrupt: 64x48 pixels of coloured noise, so that every part of a file matters. */
final class Drawn {
  /** 32x24 pixels, lossy; a constant, since the JDK cannot write WebP. */
  private static final String WEBP =
      "UklGRq4BAABXRUJQVlA4IKIBAACwCQCdASogABgAPzmEuVOvKKWisAgB4CcJaQASAH0EY42BBgSoJ8v8mfny5m3o/2Av"
          + "1h9Iz1k/sz7F/65DbKp76Xq3xrSeIPtXspeK06E0kcUcxqCjAADa8bwAXt6PzwVPVgWS4r8AUNzSQuNqZ4deTNib"
          + "Kn2t0kuHAEHTJb3KEUYeJUsk4DF2rP8RkEFzKyLzI3mFF1VJv6VJtj00TcCU44nevqrORuOJWu/jcO92bWEpiybE"
          + "3aaMQJLT5/7YmvYmRZFIIPdegVfDQo/mqCZc6aX0WX4d65vugM6X6Sylt65GWxJTQD+V5mSy0bt1ZrdKzd9vE0dA"
          + "K3Yk77eY9nUB4wyZ5VraYsKP56tAr0M+Cyo/pY1N28msnjR0SGF//Vq1prFsPNoR8H2gNvgPMA1zX+z+0EGiAA4L"
          + "luuOwKsZN9k8NLWBIpqEMUH6bnNnrQCHWOsuvc5/Xf3weWMU7vCKcLLPq3mFkv8Rw9S3RvnaP2/kLJj+68yjnt37"
          + "3AewHIt8vvUVdWcEQwGn45WS70RBu/wpZj359crNBSXf43AAAAAA";

  private Drawn() {}

  /**
   * Returns a valid file.
   *
   * @param format jpeg, png, gif, bmp, tiff or webp
   */
  static byte[] file(String format) {
    if (format.equals("webp")) {
      return Base64.getDecoder().decode(WEBP);
    }
    var random = new Random(5);
    var image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, new Color(random.nextInt(256), 4 * x, 5 * y).getRGB());
      }
    }
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return bytes.toByteArray();
  }
}
