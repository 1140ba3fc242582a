package dev.weft.gateway.http.uploads;

import dev.weft.access.http.Problem;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.views.ImageView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A file that was accepted or rejected, and possibly a pending answer.
 *
 * @param name of the file, for people; null if it has none
 * @param view the image so far; null if it was rejected
 * @param answer completes with the answer, or empty when the wait is over
 * @param problem why it was rejected; null if it was not
 */
record PendingUpload(
    String name, ImageView view, CompletableFuture<Optional<WeftEvent>> answer, Problem problem) {

  static PendingUpload refused(String name, Problem problem) {
    return new PendingUpload(
        name, null, CompletableFuture.completedFuture(Optional.empty()), problem);
  }
}
