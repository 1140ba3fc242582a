package dev.weft.cli.export;

import dev.weft.client.dataset.DatasetFilter;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageQuery;
import java.util.Objects;

/**
 * Which labeled images are meant.
 *
 * @param model that they are for; null for the server's default
 * @param filter what else they meet
 */
record ExportFilter(String model, DatasetFilter filter) {

  /** What the server is asked for: the rest is left out here. */
  ImageQuery query() {
    return filter.labels().size() == 1
        ? ImageQuery.ALL.labeled(filter.labels().get(0))
        : ImageQuery.ALL;
  }

  boolean admits(Image image) {
    Image.Labeling labeling = image.labeling();
    return image.label() != null
        && Objects.equals(model, image.model())
        && (filter.labels().isEmpty() || filter.labels().contains(image.label()))
        && isMet(filter.source(), labeling.source())
        && isMet(filter.by(), labeling.by())
        && filter.tags().entrySet().stream()
            .allMatch(tag -> isMet(tag.getValue(), image.tags().get(tag.getKey())))
        && (filter.since() == null || !labeling.at().isBefore(filter.since()))
        && (filter.until() == null || labeling.at().isBefore(filter.until()));
  }

  private static boolean isMet(Object wanted, Object said) {
    return wanted == null || wanted.equals(said);
  }
}
