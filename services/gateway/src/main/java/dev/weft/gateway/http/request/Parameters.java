package dev.weft.gateway.http.request;

import dev.weft.events.ImageId;
import dev.weft.events.Require;
import dev.weft.events.image.ImagePurpose;
import dev.weft.events.label.Label;
import dev.weft.events.label.LabelSelection;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.intake.TagText;
import dev.weft.gateway.labels.Reason;
import dev.weft.gateway.live.FeedKind;
import dev.weft.gateway.live.FeedPosition;
import dev.weft.gateway.live.LiveFeed;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.PagePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses query parameters and headers. Each method throws a problem for invalid input. */
public final class Parameters {

  static final int MAX_LIMIT = 200;

  private static final String EVENT = "(uploaded|classified|rejected|failed|labeled)";

  /** Pattern of ids that clients may choose. */
  public static final String KEY = "^(?!s3-[0-9a-f]{32}$)" + ImageId.PATTERN + "$";

  /** Pattern of a rollout's ETag, or any. */
  public static final String ETAG = "^(\"[0-9]{1,9}\"|\\*)$";

  /** Pattern of a comma-separated list of event kinds. */
  public static final String EVENTS = "^" + EVENT + "(," + EVENT + ")*$";

  /** Pattern of durations that a client may wait. */
  public static final String WAIT =
      "^([1-5]?[0-9]{1,4}ms|[1-5]?[0-9]s|60s|[01]m|PT([1-5]?[0-9]|60)S|PT1M)$";

  private static final int MAX_LABEL = 256;
  private static final int MAX_SIZE = 2048;
  private static final int MAX_AUTHOR = 100;
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
  private static final Pattern REVISION = Pattern.compile("\"(\\d{1,9})\"");
  private static final Pattern MADE_ID = Pattern.compile("s3-[0-9a-f]{32}");

  private Parameters() {}

  /** An id that a client may choose; ids of objects uploaded by other programs are excluded. */
  public static String idempotencyKey(String text, int longest) {
    if (!ImageId.isValid(text) || text.length() > longest || MADE_ID.matcher(text).matches()) {
      throw bad(
          "Idempotency-Key must match %s, have at most %d characters, and not look like s3-<32 hex"
              + " digits>, but is %s.",
          ImageId.PATTERN, longest, text);
    }
    return text;
  }

  public static Map<String, String> tags(String text) {
    try {
      return TagText.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad("Weft-Tags: %s.", e.getMessage());
    }
  }

  public static Instant deadline(String text) {
    try {
      Instant deadline = text == null ? null : OffsetDateTime.parse(text).toInstant();
      if (deadline != null) {
        Require.moment("deadline", deadline);
      }
      return deadline;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw bad("Weft-Deadline must look like 2026-11-24T12:00:00Z, but is %s.", text);
    }
  }

  /** How long to wait for the answer; zero for no wait. */
  public static Duration wait(String text, Duration longest) {
    if (text == null) {
      return Duration.ZERO;
    }
    Duration wait = duration(text);
    if (wait == null || wait.isNegative() || wait.compareTo(longest) > 0) {
      throw bad(
          "wait must look like 10s, 500ms or PT10S and be at most %s, but is %s.", longest, text);
    }
    return wait;
  }

  private static Duration duration(String text) {
    Matcher simple = SIMPLE_DURATION.matcher(text);
    if (simple.matches()) {
      long amount = Long.parseLong(simple.group(1));
      return switch (simple.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        default -> Duration.ofMinutes(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  public static int limit(String text) {
    if (text == null) {
      return 50;
    }
    if (!text.matches("\\d{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_LIMIT) {
      throw bad("limit must be 1 to %d, but is %s.", MAX_LIMIT, text);
    }
    return Integer.parseInt(text);
  }

  /** A boolean parameter. */
  public static boolean flag(String name, String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (!text.equals("true")) {
      throw bad("%s must be true or false, but is %s.", name, text);
    }
    return true;
  }

  /** The number of images per partition, from another replica. */
  public static int each(String text) {
    if (text == null || !text.matches("[1-9]\\d{0,7}")) {
      throw bad("each must be a number of 1 or more, but is %s.", text);
    }
    return Integer.parseInt(text);
  }

  /** A model's version; empty if none is given. */
  public static OptionalInt version(String text) {
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw bad("version must be a number of 1 or more, but is %s.", text);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** The longer side of an explanation, in pixels. */
  public static int size(String text) {
    return text == null ? 640 : size(text, 64);
  }

  /** The longer side of a preview, in pixels. */
  public static int previewSize(String text) {
    return text == null ? 160 : size(text, 32);
  }

  private static int size(String text, int least) {
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > MAX_SIZE) {
      throw bad("size must be %d to %d pixels, but is %s.", least, MAX_SIZE, text);
    }
    return Integer.parseInt(text);
  }

  public static PagePosition cursor(String text) {
    return text == null
        ? null
        : PagePosition.ofCursor(text)
            .orElseThrow(
                () -> bad("cursor must be the next value of the previous page, but is %s.", text));
  }

  /** The list to read; empty if no image can match, as with a label and a state without answers. */
  public static Optional<ImageFilter> filter(String label, String state, String labeled) {
    if (labeled == null) {
      return filter(label, state);
    }
    if (label != null || state != null) {
      throw bad("labeled cannot be combined with label or state.");
    }
    return Optional.of(new ImageFilter.Labeled(givenLabel(labeled)));
  }

  /** A label in a body or a query. */
  public static String givenLabel(String text) {
    try {
      return Label.require(text);
    } catch (IllegalArgumentException e) {
      throw bad("%s.", sentence(e.getMessage()));
    }
  }

  private static Optional<ImageFilter> filter(String label, String state) {
    Optional<ImageState> inState = Optional.ofNullable(state).map(Parameters::state);
    if (label == null) {
      return Optional.of(
          inState.<ImageFilter>map(ImageFilter.InState::new).orElseGet(ImageFilter.All::new));
    }
    boolean answered = inState.isEmpty() || inState.get() == ImageState.CLASSIFIED;
    return answered ? Optional.of(new ImageFilter.Predicted(label(label))) : Optional.empty();
  }

  /** The purpose of an upload; null for a prediction. */
  public static ImagePurpose purpose(String text) {
    return text == null
        ? null
        : ImagePurpose.ofCode(text)
            .orElseThrow(
                () ->
                    bad(
                        "purpose must be %s, or omitted for a prediction, but is %s.",
                        ImagePurpose.TRAINING.code(), text));
  }

  /** Filters images by reason; empty for any. */
  public static Optional<Reason> reason(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String codes =
        Arrays.stream(Reason.values()).map(Reason::code).collect(Collectors.joining(", "));
    return Optional.of(
        Arrays.stream(Reason.values())
            .filter(reason -> reason.code().equals(text))
            .findFirst()
            .orElseThrow(() -> bad("reason must be one of %s, but is %s.", codes, text)));
  }

  /** Filters images by selection; empty for any. */
  public static Optional<LabelSelection> selection(String text) {
    return text == null
        ? Optional.empty()
        : Optional.of(
            LabelSelection.ofCode(text)
                .filter(selection -> selection != LabelSelection.UNKNOWN)
                .orElseThrow(
                    () ->
                        bad(
                            "selection must be one of random, uncertain, unlike, disagreement,"
                                + " doubtful, but is %s.",
                            text)));
  }

  /** The name that a client acts for; null for none. */
  public static String author(String by) {
    if (by == null || by.isBlank()) {
      return null;
    }
    if (by.codePointCount(0, by.length()) > MAX_AUTHOR) {
      throw bad("by must have at most %d characters.", MAX_AUTHOR);
    }
    return by;
  }

  private static ImageState state(String text) {
    String codes =
        Arrays.stream(ImageState.values()).map(ImageState::code).collect(Collectors.joining(", "));
    return ImageState.ofCode(text)
        .orElseThrow(() -> bad("state must be one of %s, but is %s.", codes, text));
  }

  public static String label(String text) {
    if (text != null && (text.isEmpty() || text.length() > MAX_LABEL)) {
      throw bad("label must have 1 to %d characters.", MAX_LABEL);
    }
    return text;
  }

  /** The position to resume from; null for the current one. */
  public static FeedPosition lastEventId(String text, LiveFeed feed) {
    return text == null || text.isEmpty()
        ? null
        : feed.position(text)
            .orElseThrow(() -> bad("Last-Event-ID must be an id of this stream, but is %s.", text));
  }

  /** The event kinds of a subscriber; answers by default. */
  public static Set<FeedKind> events(String text) {
    if (text == null) {
      return FeedKind.ANSWERS;
    }
    return Arrays.stream(text.split(",", -1)).map(Parameters::event).collect(Collectors.toSet());
  }

  private static FeedKind event(String code) {
    String codes =
        Arrays.stream(FeedKind.values()).map(FeedKind::code).collect(Collectors.joining(", "));
    return FeedKind.ofCode(code)
        .orElseThrow(() -> bad("events must be a list of %s, but contains %s.", codes, code));
  }

  /** The offset in an id of a training's stream; -1 for none. */
  public static long offset(String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return -1;
    }
    if (!lastEventId.matches("\\d{1,18}")) {
      throw bad("Last-Event-ID must be an id of this stream, but is %s.", lastEventId);
    }
    return Long.parseLong(lastEventId);
  }

  /** The revision of {@code If-Match}; null for any. */
  public static Integer revision(String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    Matcher tag = REVISION.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw bad(
          "If-Match must be the ETag of a rollout, such as \"12\" with its quotes, but is %s.",
          ifMatch);
    }
    return Integer.valueOf(tag.group(1));
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  public static ProblemException bad(String detail, Object... values) {
    return ProblemKind.BAD_PARAMETER.exception(detail.formatted(values));
  }
}
