package dev.weft.console.publish;

import dev.weft.console.photo.Photo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether folder names are labels of the photos in them. */
public enum FolderLabelMode {
  /** Folder names are labels if at least half of the folders are named like a class of a model. */
  AUTO,
  /** Every folder's name is a label. */
  FOLDERS,
  /** No folder's name is a label. */
  NONE;

  /**
   * The label of each photo.
   *
   * @param classes of the server's models
   */
  public List<Optional<String>> of(List<Photo> photos, Set<String> classes) {
    Set<String> folders = new HashSet<>();
    photos.forEach(photo -> folders.add(photo.folder()));
    long known = folders.stream().filter(classes::contains).count();
    boolean automatic = this == AUTO && known > 0 && known * 2 >= folders.size();
    return photos.stream()
        .map(Photo::folder)
        .map(
            folder ->
                this == FOLDERS || (automatic && classes.contains(folder))
                    ? Optional.of(folder)
                    : Optional.<String>empty())
        .toList();
  }
}
