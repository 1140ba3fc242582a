package dev.weft.gateway.http.uploads;

import dev.weft.access.http.Problem;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.views.ImageView;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A file that was taken in or refused, and perhaps an answer that is on its way.
 *
 * @param name of the file, for people; null if it has none
 * @param view the image so far; null if it was refused
 * @param answer when it comes, or empty when nobody waits any more
 * @param problem why it was refused; null if it was not
 */
record PendingUpload(
    String name, ImageView view, CompletableFuture<Optional<WeftEvent>> answer, Problem problem) {

  static PendingUpload refused(String name, Problem problem) {
    return new PendingUpload(
        name, null, CompletableFuture.completedFuture(Optional.empty()), problem);
  }
}
