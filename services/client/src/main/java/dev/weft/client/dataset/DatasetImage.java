package dev.weft.client.dataset;

import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.image.LabelSource;
import java.time.Instant;
import java.util.Map;

/**
 * An image of a data set, with its label at that time.
 *
 * @param imageId the image's id
 * @param object where its bytes are stored
 * @param label what it shows
 * @param uploadedAt when the image was uploaded
 * @param source where the label came from
 * @param labeledBy who gave it; null if unknown
 * @param labeledAt when the label was given
 * @param model the model that is trained on it; null for the installation's default
 * @param confirmed whether the label is the result of a review, in which a person was asked if an
 *     existing label is right; null counts as false
 * @param selection why the label queue offered the image; null if it did not
 * @param tags the uploader's tags by name
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
