package dev.weft.cli.create;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures in folders. */
final class PhotoFiles {
  private final Path root;
  private int colour;

  PhotoFiles(Path root) {
    this.root = root;
  }

  /** Creates a picture that differs from all others. */
  Path picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, ++colour);
    Path file = file(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  void pictures(String label, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      picture(label + "/" + i + ".png");
    }
  }

  Path bytes(String name, byte[] bytes) throws IOException {
    return Files.write(file(name), bytes);
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return file;
  }
}
