package dev.weft.cli.label;

import dev.weft.client.image.LabelSource;
import dev.weft.console.label.LabelEntry;
import dev.weft.console.photo.Photo;
import dev.weft.console.photo.Photos;
import java.nio.file.Path;
import java.util.List;

/** A folder of folders: the name of the one that a file lies in is its label. */
final class FolderLabels {

  private FolderLabels() {}

  /**
   * Where there are folders in it, files beside them are left out; a folder without any is itself
   * the label.
   */
  static LabelList read(Path root) {
    List<Photo> photos = Photos.find(List.of(root));
    boolean nested = photos.stream().anyMatch(photo -> !isDirect(photo));
    LabelList.Builder list = new LabelList.Builder(LabelSource.FOLDER);
    for (Photo photo : photos) {
      if (nested && isDirect(photo)) {
        list.skip(photo.name(), "lies in no folder that names a label");
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
