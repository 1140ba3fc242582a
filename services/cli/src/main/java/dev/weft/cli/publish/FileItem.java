package dev.weft.cli.publish;

import dev.weft.base.Sha256;
import dev.weft.client.Tags;
import dev.weft.client.Upload;
import dev.weft.console.photo.Photo;
import dev.weft.console.publish.Publisher;
import java.util.Map;

/**
 * A file to upload; its bytes are read on demand.
 *
 * @param id the image id
 * @param photo the file
 * @param model the model that classifies it; null for the server's default
 */
record FileItem(String id, Photo photo, String model) implements Publisher.Item {
  private static final int ID_BYTES = 10;

  /**
   * Returns an item whose id is the same for the same file in the same run, so that a run can be
   * resumed.
   */
  static FileItem of(String run, Photo photo, String model) {
    String path = photo.file().toAbsolutePath().normalize().toString();
    return new FileItem(run + "-" + Sha256.hex(path, ID_BYTES), photo, model);
  }

  @Override
  public Upload upload(Map<String, String> tags) {
    return Upload.of(photo.file()).id(id).model(model).tags(Tags.withFile(tags, photo.file()));
  }
}
