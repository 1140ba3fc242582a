package dev.weft.events;

import static dev.weft.events.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Tags;
import dev.weft.events.image.Timings;
import dev.weft.events.label.Label;
import dev.weft.events.object.LabeledKey;
import dev.weft.events.object.ModelKey;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Origin ORIGIN = new Origin("weft.images.uploaded", 2, 41);

  @Test
  void anObjectLiesWhereAnS3ClientCanGo() {
    assertRefused(() -> new ObjectRef("Weft", "a", 0, null), "bucket must match");
    assertRefused(() -> new ObjectRef("weft", "", 0, null), "key must have 1 to 1024 characters");
    assertRefused(() -> new ObjectRef("weft", "a/../b", 0, null), "key must match");
    assertRefused(() -> new ObjectRef("weft", "..", 0, null), "key must match");
    assertRefused(() -> new ObjectRef("weft", "a\nb", 0, null), "is \"a\\u000ab\"");
    assertRefused(() -> new ObjectRef("weft", "é".repeat(513), 0, null), "1024 bytes of UTF-8");
    assertRefused(() -> new ObjectRef("weft", "a", -1, null), "must not be negative, but is -1");
    assertRefused(() -> new ObjectRef("weft", "a", 0, "ABC"), "sha256 must match");
    assertThat(new ObjectRef("weft", "..a/.b/c..", 0, null).key()).isEqualTo("..a/.b/c..");
  }

  @Test
  void tagsAreFewShortAndSorted() {
    Map<String, String> many =
        IntStream.rangeClosed(0, Tags.MAX_COUNT)
            .boxed()
            .collect(Collectors.toMap(i -> "t" + i, i -> ""));

    assertRefused(() -> Tags.checked(many), "must have at most 32 tags, but has 33");
    assertRefused(() -> Tags.checked(Map.of("", "x")), "a tag's name must have 1 to 128");
    assertRefused(() -> Tags.checked(Map.of("a", "x".repeat(257))), "the value of tag \"a\"");
    assertRefused(() -> Tags.checked(Map.of("a", "\ud83d")), "lone surrogate");
    assertThat(Tags.checked(new HashMap<>(Map.of("b", "2", "a", "1"))).toString())
        .isEqualTo("{a=1, b=2}");
    assertThat(Tags.checked(null)).isEmpty();
  }

  @Test
  void clocksThatDifferMakeNoNegativeTime() {
    assertThat(new Timings(-0.2, -0.0, 0.1, 0.2)).isEqualTo(new Timings(0, 0, 0.1, 0.2));
    assertRefused(() -> new Timings(Double.NaN, 0, 0, 0), "queueSeconds must be a number");
  }

  @Test
  void aMomentHasAYearOfFourDigits() {
    ObjectRef object = new ObjectRef("weft", "a", 0, null);

    assertRefused(
        () -> new ImageUploaded("a", object, null, Instant.MAX, null, null),
        "uploadedAt must be in the years 0000 to 9999");
    assertRefused(
        () -> new ImageUploaded("a", object, null, NOON, Instant.MIN, null), "deadline must be in");
  }

  @Test
  void aRejectionsDetailIsTextOfBoundedLength() {
    ImageRejected rejected =
        new ImageRejected(
            null,
            null,
            RejectionReason.INVALID_EVENT,
            "\ud83d" + "\ud83d\udc55".repeat(3000),
            ORIGIN,
            NOON);

    assertThat(rejected.detail()).startsWith("?\ud83d\udc55").endsWith("\ud83d\udc55…");
    assertThat(rejected.detail().codePoints()).hasSize(2001);
  }

  @Test
  void theDetailOfAFailedErasureIsCutBetweenCharacters() {
    String shirts = "\ud83d\udc55".repeat(1_000);

    assertThat(new ImageErased.Failure(NOON, shirts).detail()).isEqualTo(shirts);
    assertThat(new ImageErased.Failure(NOON, "x" + shirts).detail())
        .isEqualTo("x" + shirts.substring(2));
  }

  @Test
  void aRejectionWithoutAnImageIsKeyedByItsOrigin() {
    assertThat(new ImageRejected(null, null, RejectionReason.INVALID_EVENT, "", ORIGIN, NOON).key())
        .isEqualTo("weft.images.uploaded-2@41");
    assertRefused(() -> new Origin("t", -1, 0), "must be at least 0");
  }

  @Test
  void aLabelCanBeSeenWhole() {
    assertRefused(() -> Label.require(null), "a label is missing");
    assertRefused(() -> Label.require(""), "must have 1 to 100 characters, but is \"\"");
    assertRefused(() -> Label.require("x".repeat(101)), "must have 1 to 100 characters");
    assertRefused(
        () -> Label.require("a\nb"), "not contain control characters, but is \"a\\u000ab\"");
    assertRefused(() -> Label.require("a\u2028b"), "not contain control characters");
    assertRefused(() -> Label.require("\ud83d"), "not contain control characters");
    assertRefused(() -> Label.require(" a"), "neither begin nor end with a space");
    assertRefused(() -> Label.require("\u3000\u2003"), "contain a visible character");
    assertThat(Label.require("T-Shirt / Größe \ud83d\udc55"))
        .isEqualTo("T-Shirt / Größe \ud83d\udc55");
    assertThat(Label.isValid("\ud83d\udc55".repeat(100))).isTrue();
  }

  @Test
  void anObjectUnderByModelSaysItsModel() {
    assertThat(ModelKey.model("by-model/shoes/images/a.jpg")).contains("shoes");
    assertThat(ModelKey.rest("by-model/shoes/images/a.jpg")).isEqualTo("images/a.jpg");
    assertThat(ModelKey.model("by-model/Shoes/images/a.jpg")).isEmpty();
    assertThat(ModelKey.model("images/by-model/shoes/a.jpg")).isEmpty();
    assertRefused(
        () ->
            new ImageUploaded(
                "a", new ObjectRef("weft", "a", 1, null), null, Instant.now(), null, null, "A b"),
        "the name of a model must match");
  }

  @Test
  void anObjectUnderLabeledSaysItsLabel() {
    assertThat(LabeledKey.label("labeled/Not sure/2026/a.jpg")).contains("Not sure");
    assertThat(LabeledKey.label("labeled/a.jpg")).isEmpty();
    assertThat(LabeledKey.label("labeled/Hat/")).isEmpty();
    assertThat(LabeledKey.label("labeled//a.jpg")).isEmpty();
    assertThat(LabeledKey.label("labeled/ Hat/a.jpg")).isEmpty();
    assertThat(LabeledKey.label("images/Hat/a.jpg")).isEmpty();
    assertThat(LabeledKey.label("by-model/shoes/labeled/Boot/a.jpg")).contains("Boot");
  }

  @Test
  void aRecipeHoldsWhatCanBeTrainedWith() {
    assertRefused(
        () -> new TrainingRecipe(-1L, null, null, null, null, null, null, null, null, null),
        "seed must be between");
    assertRefused(
        () -> new TrainingRecipe(null, null, 1025, null, null, null, null, null, null, null),
        "batchSize must be at most 1024, but is 1025");
    assertRefused(
        () -> new TrainingRecipe(null, null, null, null, null, 1.5, null, null, null, null),
        "gateMargin must be between 0 and 1, but is 1.5");
    assertRefused(
        () -> new TrainingRecipe(null, null, null, null, null, null, "starter", null, null, null),
        "base must match (root|parent), but is \"starter\"");
    assertRefused(
        () -> new TrainingRecipe(null, null, null, null, null, null, null, null, null, 224),
        "inputSize must be 235, 267 or 299 pixels, but is 224: choose one of these");
    assertRefused(
        () -> new TrainingRecipe.Head(0.0, null, null, null, null, null, null),
        "head.learningRate must be greater than 0");
    assertRefused(
        () -> new TrainingRecipe.FineTune("block15", null, null, null, null, null, null),
        "fineTune.from must match");
    assertRefused(
        () -> new TrainingCancelled("t", "../models", NOON), "the name of a model must match");
    assertRefused(() -> TrainingId.require(null), "training id must match");
  }

  @Test
  void requestsForTheSameWorkAreTold() {
    TrainingRequested first =
        new TrainingRequested("a", "clothing", TrainingTrigger.PERSON, null, null, NOON);

    assertThat(first.recipe()).isEqualTo(TrainingRecipe.DEFAULT);
    assertThat(
            first.asksTheSameAs(
                new TrainingRequested(
                    "b", "clothing", TrainingTrigger.LABELS, null, null, Instant.EPOCH)))
        .isTrue();
    assertThat(
            first.asksTheSameAs(
                new TrainingRequested("a", "clothing", TrainingTrigger.PERSON, 1, null, NOON)))
        .isFalse();
    assertThat(dropping("skirt", "hat").asksTheSameAs(first)).isFalse();
    assertThat(dropping("skirt", "hat").asksTheSameAs(dropping("hat", "skirt", "hat"))).isTrue();
    assertRefused(() -> dropping("hat", ""), "each of dropClasses must have 1 to 256 characters");
    assertThat(on("autumn").asksTheSameAs(first)).isFalse();
    assertThat(on("autumn").asksTheSameAs(on("autumn"))).isTrue();
    assertRefused(() -> on("autumn/2026"), "the name of a data set must match");
  }

  private static TrainingRequested on(String dataset) {
    return new TrainingRequested(
        "a", "clothing", TrainingTrigger.PERSON, null, null, dataset, null, List.of(), NOON);
  }

  private static TrainingRequested dropping(String... classes) {
    return new TrainingRequested(
        "a", "clothing", TrainingTrigger.PERSON, null, null, null, null, List.of(classes), NOON);
  }

  @Test
  void progressLeavesOutWhatIsNoNumber() {
    TrainingProgressed progressed =
        TrainingProgress.of(new TrainingCancelled("t", "clothing", NOON))
            .phase(TrainingPhase.FINE_TUNE)
            .epoch(3, 8)
            .images(32, 64)
            .training(Double.NaN, 0.5)
            .validation(Double.POSITIVE_INFINITY, 1)
            .secondsLeft(-2)
            .event(TrainingState.RUNNING, NOON);

    assertThat(progressed.loss()).isNull();
    assertThat(progressed.validationLoss()).isNull();
    assertThat(progressed.accuracy()).isEqualTo(0.5);
    assertThat(progressed.secondsLeft()).isEqualTo(0);
    assertThat(progressed.identity()).isEqualTo("t/running/fine-tune/3/32/2026-11-01T12:00:00Z");
    assertThat(progressed.state().isEnd()).isFalse();
    assertThat(TrainingState.REJECTED.isEnd()).isTrue();
  }

  @Test
  void theRestIsCheckedToo() {
    assertRefused(() -> new ModelRef("clothing", 0), "version must be at least 1, but is 0");
    assertRefused(() -> new ModelRef("", 1), "model name must have 1 to 128 characters");
    assertRefused(() -> new Prediction("Shirt", 1.01), "must be between 0 and 1, but is 1.01");
    assertRefused(() -> new Prediction("Shirt", Double.NaN), "must be between 0 and 1");
    assertRefused(() -> ImageId.require(null), "but is missing");
    assertRefused(() -> ImageId.require("x".repeat(500)), "…\"");
    assertThat(RejectionReason.NOT_AN_IMAGE.code()).isEqualTo("not_an_image");
    assertThat(new ModelRef("clothing", 3)).hasToString("clothing:3");
  }
}
