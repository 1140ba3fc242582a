package dev.weft.gateway.http.uploads;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.access.http.Problem;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.http.images.ImageJson;
import dev.weft.gateway.views.ImageState;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.streams.ViewMerge;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The outcome of one file: an image or a problem.
 *
 * @param name of a rejected file; null if it has none
 */
record UploadOutcome(String name, ImageJson image, Problem problem) {

  /** A rejected file within a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refused(String name, Problem problem) {}

  /** The outcomes in order, once each file is answered or its wait is over. */
  static Uni<List<UploadOutcome>> all(List<PendingUpload> pending) {
    CompletableFuture<?>[] answers =
        pending.stream().map(PendingUpload::answer).toArray(CompletableFuture<?>[]::new);
    return Uni.createFrom()
        .completionStage(CompletableFuture.allOf(answers))
        .map(ignored -> pending.stream().map(UploadOutcome::of).toList());
  }

  private static UploadOutcome of(PendingUpload upload) {
    if (upload.problem() != null) {
      return new UploadOutcome(upload.name(), null, upload.problem());
    }
    Optional<WeftEvent> answer = upload.answer().join();
    ImageView view =
        answer
            .flatMap(ViewMerge::of)
            .map(answered -> ViewMerge.merge(upload.view(), answered))
            .orElse(upload.view());
    return new UploadOutcome(null, ImageJson.of(view), null);
  }

  /** 200 if all are answered, 202 if some were accepted, otherwise the first problem's status. */
  static int status(List<UploadOutcome> outcomes) {
    if (outcomes.stream().allMatch(outcome -> outcome.problem() != null)) {
      return outcomes.get(0).problem().status();
    }
    boolean answered =
        outcomes.stream()
            .allMatch(outcome -> outcome.image() != null && isAnswered(outcome.image().state()));
    return answered ? 200 : 202;
  }

  private static boolean isAnswered(String state) {
    return state.equals(ImageState.CLASSIFIED.code()) || state.equals(ImageState.REJECTED.code());
  }

  Object json() {
    return image != null ? image : new Refused(name, problem);
  }
}
