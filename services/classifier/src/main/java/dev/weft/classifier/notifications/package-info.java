/**
 * S3 bucket notifications in, upload events out, and labels of what lies under {@code labeled/}: so
 * that any S3 client is enough to publish an image.
 */
package dev.weft.classifier.notifications;
