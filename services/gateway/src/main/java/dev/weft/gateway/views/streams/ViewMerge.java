package dev.weft.gateway.views.streams;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.gateway.views.ImageView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Merges events about one image. {@link #merge} is commutative, associative and idempotent, so that
 * neither the order of the topics nor a repeated record changes a view: of two events for the same
 * part the earlier one wins, by a total order that does not depend on the process. Only labels are
 * ordered by their topic, in {@link ViewProcessor}: there the last record wins.
 */
public final class ViewMerge {

  /** Maximum number of answers kept per image; the earliest ones. */
  static final int MAX_ANSWERS = 16;

  private static final Comparator<ImageUploaded> BY_UPLOAD =
      Comparator.comparing(ImageUploaded::uploadedAt)
          .thenComparing(event -> event.object().toString())
          .thenComparing(event -> String.valueOf(event.contentType()))
          .thenComparing(event -> String.valueOf(event.deadline()))
          .thenComparing(event -> new TreeMap<>(event.tags()).toString())
          .thenComparing(event -> String.valueOf(event.model()));

  private static final Comparator<ImageClassified> BY_ANSWER =
      Comparator.comparing(ImageClassified::classifiedAt)
          .thenComparing(event -> event.model().toString())
          .thenComparing(ImageClassified::role)
          .thenComparing(ImageClassified::engine)
          .thenComparing(event -> event.predictions().toString())
          .thenComparing(event -> event.timings().toString())
          .thenComparing(event -> event.object().toString());

  private static final Comparator<ImageRejected> BY_REJECTION =
      Comparator.comparing(ImageRejected::rejectedAt)
          .thenComparing(ImageRejected::reason)
          .thenComparing(ImageRejected::detail)
          .thenComparing(event -> event.origin().toString());

  private static final Comparator<ImageLabeled> BY_LABEL =
      Comparator.comparing(ImageLabeled::labeledAt)
          .reversed()
          .thenComparing(ImageLabeled::label)
          .thenComparing(event -> event.toString());

  private ViewMerge() {}

  /** The view of a single event; empty if it names no image. */
  public static Optional<ImageView> of(WeftEvent event) {
    if (event instanceof ImageUploaded uploaded) {
      return Optional.of(new ImageView(uploaded.imageId(), uploaded, List.of(), null, null, false));
    }
    if (event instanceof ImageClassified classified) {
      return Optional.of(
          new ImageView(classified.imageId(), null, List.of(classified), null, null, false));
    }
    if (event instanceof ImageLabeled labeled) {
      return Optional.of(new ImageView(labeled.imageId(), null, List.of(), null, labeled, false));
    }
    return event instanceof ImageRejected rejected
        ? Optional.ofNullable(rejected.imageId())
            .map(id -> new ImageView(id, null, List.of(), rejected, null, false))
        : Optional.empty();
  }

  /** Merges two views; either may be null, but not both. */
  public static ImageView merge(ImageView a, ImageView b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new ImageView(
        a.imageId(),
        earlier(a.uploaded(), b.uploaded(), BY_UPLOAD),
        answers(a.answers(), b.answers()),
        earlier(a.rejected(), b.rejected(), BY_REJECTION),
        earlier(a.labeled(), b.labeled(), BY_LABEL),
        a.labelRemoved() || b.labelRemoved());
  }

  private static List<ImageClassified> answers(List<ImageClassified> a, List<ImageClassified> b) {
    Map<String, ImageClassified> byPlace =
        Stream.concat(a.stream(), b.stream())
            .collect(
                Collectors.toMap(
                    answer -> answer.model() + "/" + answer.role(),
                    answer -> answer,
                    (one, other) -> earlier(one, other, BY_ANSWER)));
    return byPlace.values().stream().sorted(BY_ANSWER).limit(MAX_ANSWERS).toList();
  }

  private static <T> T earlier(T a, T b, Comparator<T> order) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return order.compare(a, b) <= 0 ? a : b;
  }
}
