package dev.weft.cli.export;

import dev.weft.client.dataset.DatasetFilter;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageQuery;
import java.util.Objects;

/**
 * Selects the labeled images to export.
 *
 * @param model the images' model, as images name it: null for the server's default
 * @param filter further conditions
 */
record ExportFilter(String model, DatasetFilter filter) {

  /** Returns the query for the server; further conditions are applied here. */
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
