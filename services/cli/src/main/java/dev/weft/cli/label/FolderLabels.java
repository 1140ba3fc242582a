package dev.weft.cli.label;

import dev.weft.client.image.LabelSource;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import java.nio.file.Path;
import java.util.List;

/** Labels by folder: the name of a file's folder is its label. */
final class FolderLabels {

  private FolderLabels() {}

  /**
   * Reads a folder. If it has subfolders, files next to them are ignored; without subfolders its
   * own name is the label.
   */
  static LabelList read(Path root) {
    LabelList.Builder list = new LabelList.Builder(LabelSource.FOLDER);
    List<Photo> photos =
        Photos.find(List.of(root), (path, why) -> list.skip(root.relativize(path).toString(), why));
    boolean nested = photos.stream().anyMatch(photo -> !isDirect(photo));
    for (Photo photo : photos) {
      if (nested && isDirect(photo)) {
        list.skip(photo.name(), "is not in a folder whose name is a label");
      } else {
        list.add(LabelEntry.ofFile(photo.name(), photo.file(), photo.folder(), null));
      }
    }
    return list.build();
  }

  private static boolean isDirect(Photo photo) {
    return Path.of(photo.name()).getNameCount() == 1;
  }
}
