package dev.weft.gateway.views.cluster;

import dev.weft.events.ImageId;
import java.util.List;

/**
 * Image ids in a request to another replica.
 *
 * @param ids at most {@link #MOST}
 */
public record ImageIds(List<String> ids) {

  /** Maximum number of images per request. */
  public static final int MOST = 1_000;

  public ImageIds {
    ids = List.copyOf(ids);
    if (ids.size() > MOST) {
      throw new IllegalArgumentException(
          "at most %d images can be requested at once, but %d were".formatted(MOST, ids.size()));
    }
    ids.forEach(ImageId::require);
  }
}
