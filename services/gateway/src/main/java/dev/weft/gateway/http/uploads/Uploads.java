package dev.weft.gateway.http.uploads;

import dev.weft.access.http.Problem;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageUploaded;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.problem.Problems;
import dev.weft.gateway.intake.Intake;
import dev.weft.gateway.intake.IntakeResult;
import dev.weft.gateway.intake.MultipartReader;
import dev.weft.gateway.intake.TagText;
import dev.weft.gateway.intake.Upload;
import dev.weft.gateway.intake.UploadBudget;
import dev.weft.gateway.intake.UploadBuffer;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.ViewMerge;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Passes a request's body to the intake, with one file in memory at a time. */
@Singleton
final class Uploads {

  private static final Logger LOG = Logger.getLogger(Uploads.class);

  private final Intake intake;
  private final UploadBudget budget;
  private final ImageQueries views;
  private final AnswerWaiters waiters;
  private final GatewayConfig.Intake limits;
  private final MeterRegistry meters;

  Uploads(
      Intake intake,
      UploadBudget budget,
      ImageQueries views,
      AnswerWaiters waiters,
      GatewayConfig config,
      MeterRegistry meters) {
    this.intake = intake;
    this.budget = budget;
    this.views = views;
    this.waiters = waiters;
    this.limits = config.intake();
    this.meters = meters;
  }

  /** The body is the image. */
  PendingUpload raw(InputStream body, long length, String contentType, UploadOptions options)
      throws IOException {
    try (UploadBuffer buffer = buffer()) {
      return take(null, buffer.read(body, length), options.id(), contentType, options);
    }
  }

  /** Each file of the form is an image. */
  List<PendingUpload> form(InputStream body, String boundary, UploadOptions options)
      throws IOException {
    FormFiles files = new FormFiles(new MultipartReader(body, boundary));
    List<PendingUpload> taken = new ArrayList<>();
    Optional<FormFiles.File> file = files.next();
    while (file.isPresent()) {
      if (taken.size() == limits.maxFiles()) {
        throw ProblemKind.TOO_MANY_FILES.exception(
            "A form may contain at most "
                + limits.maxFiles()
                + " files; those up to this number were accepted.");
      }
      try (UploadBuffer buffer = buffer()) {
        FormFiles.File current = file.get();
        UploadBuffer.Reading reading = buffer.read(current.body(), -1);
        // Only now it is known whether the file is the only one, which determines its id.
        file = files.next();
        boolean only = taken.isEmpty() && file.isEmpty();
        String id = only ? options.id() : options.id(taken.size());
        taken.add(take(current.name(), reading, id, current.contentType(), options));
      }
    }
    if (taken.isEmpty()) {
      throw ProblemKind.NO_FILES.exception("Send each image as a part with a file name.");
    }
    return taken;
  }

  private UploadBuffer buffer() {
    return new UploadBuffer(budget, (int) limits.maxImageSize().asLongValue());
  }

  private PendingUpload take(
      String name,
      UploadBuffer.Reading reading,
      String id,
      String contentType,
      UploadOptions options) {
    if (reading instanceof UploadBuffer.Reading.Complete complete) {
      return take(
          name,
          new Upload(
              id,
              options.key() == null,
              complete.bytes(),
              contentType,
              options.deadline(),
              TagText.named(options.tags(), name),
              options.model(),
              options.purpose()),
          options);
    }
    return refused(name, refusal(reading));
  }

  private Problem refusal(UploadBuffer.Reading reading) {
    if (reading instanceof UploadBuffer.Reading.TooLarge tooLarge) {
      return ProblemKind.TOO_LARGE.because(
          "An image may have at most " + tooLarge.maxBytes() + " bytes; this one is larger.");
    }
    if (reading instanceof UploadBuffer.Reading.Busy) {
      return ProblemKind.BUSY.because(
          "Uploads in progress use " + budget.used() + " of " + budget.limit() + " bytes.");
    }
    if (reading instanceof UploadBuffer.Reading.GaveWay) {
      return ProblemKind.BUSY.because(
          "Receiving the body took longer than "
              + limits.slowAfter()
              + ", and its memory was needed for other uploads.");
    }
    return ProblemKind.EMPTY_IMAGE.because("Send the image's bytes as the body or as a file.");
  }

  private PendingUpload take(String name, Upload upload, UploadOptions options) {
    // Before the event is published, since the answer might otherwise arrive before it is awaited.
    CompletableFuture<Optional<WeftEvent>> answer =
        options.timeout().isZero() || options.purpose() != null
            ? CompletableFuture.completedFuture(Optional.empty())
            : waiters.await(upload.imageId(), options.timeout());
    try {
      PendingUpload taken = taken(name, intake.accept(upload), answer);
      count(taken.problem() == null ? "accepted" : "conflict");
      return taken;
    } catch (RuntimeException e) {
      answer.complete(Optional.empty());
      Problem problem = Problems.of(e).orElseThrow(() -> e);
      LogFields.about(
          Subject.image(upload.imageId()),
          () -> LOG.warnf("image %s was not accepted: %s", upload.imageId(), e.getMessage()));
      return refused(name, problem);
    }
  }

  private PendingUpload taken(
      String name, IntakeResult result, CompletableFuture<Optional<WeftEvent>> answer) {
    if (result instanceof IntakeResult.Accepted accepted) {
      return new PendingUpload(name, view(accepted.event()), answer, null);
    }
    if (result instanceof IntakeResult.Repeated repeated) {
      ImageView view = known(view(repeated.event()));
      if (view.state() != ImageState.UPLOADED) {
        answer.complete(Optional.empty());
      }
      return new PendingUpload(name, view, answer, null);
    }
    answer.complete(Optional.empty());
    if (result instanceof IntakeResult.OtherModel other) {
      String whose = other.model() == null ? "the default model" : "model " + other.model();
      return PendingUpload.refused(
          name,
          ProblemKind.ID_TAKEN.because(
              "Image " + other.imageId() + " is for " + whose + ". Choose another id."));
    }
    if (result instanceof IntakeResult.ForTraining training) {
      return PendingUpload.refused(
          name,
          ProblemKind.ID_TAKEN.because(
              "Image "
                  + training.imageId()
                  + " was uploaded for training and is not classified. Choose another id."));
    }
    if (result instanceof IntakeResult.Erased erased) {
      return PendingUpload.refused(
          name,
          ProblemKind.ERASED.because(
              "Image "
                  + erased.imageId()
                  + " was erased, and its id cannot be reused while the erasure is retained."
                  + " To upload the image again, choose another id."));
    }
    String id = ((IntakeResult.Conflict) result).imageId();
    return PendingUpload.refused(
        name,
        ProblemKind.ID_TAKEN.because(
            "Image " + id + " exists with different bytes. Choose another id."));
  }

  private ImageView known(ImageView view) {
    try {
      return ViewMerge.merge(view, views.get(view.imageId()).orElse(null));
    } catch (ViewsUnavailableException e) {
      return view;
    }
  }

  private PendingUpload refused(String name, Problem problem) {
    count(problem.type().substring(problem.type().lastIndexOf('/') + 1));
    return PendingUpload.refused(name, problem);
  }

  private void count(String outcome) {
    meters.counter("weft.gateway.uploads", "outcome", outcome).increment();
  }

  private static ImageView view(ImageUploaded event) {
    return ViewMerge.of(event).orElseThrow();
  }
}
