/**
 * Converts S3 bucket notifications to upload events, and to labels for objects under {@code
 * labeled/}, so that any S3 client can publish an image.
 */
package dev.weft.classifier.notifications;
