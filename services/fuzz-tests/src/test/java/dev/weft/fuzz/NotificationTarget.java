package dev.weft.fuzz;

import dev.weft.events.s3.ObjectChange;
import dev.weft.events.s3.S3Notification;

/** A bucket's notification of objects, and its translation to events. */
final class NotificationTarget implements Target {

  @Override
  public void read(byte[] input) {
    if (S3Notification.parse(input) instanceof S3Notification.Valid valid) {
      for (ObjectChange change : valid.changes()) {
        change.objects().forEach(object -> change.uploaded(object, change.etag()));
      }
    }
  }
}
