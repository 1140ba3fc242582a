package dev.weft.client.dataset;

import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;
import java.time.Instant;
import java.util.Map;

/**
 * An image of a data set, with the label that it had then.
 *
 * @param imageId which
 * @param object its bytes
 * @param label what it shows
 * @param uploadedAt when it came in
 * @param source where the label came from
 * @param labeledBy who gave it; null if unknown
 * @param labeledAt when
 * @param model that learns from it; null for the installation's default
 * @param confirmed whether somebody was asked if the label is right, and this is the answer; null
 *     for no
 * @param selection why the image had been offered to who labeled it; null if nobody offered it
 * @param tags what the uploader said of it
 */
public record DatasetImage(
    String imageId,
    ImageEvent.StoredObject object,
    String label,
    Instant uploadedAt,
    LabelSource source,
    String labeledBy,
    Instant labeledAt,
    String model,
    Boolean confirmed,
    LabelSelection selection,
    Map<String, String> tags) {}
