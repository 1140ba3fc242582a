/** What people say images show, from the topic to the images that a training may use. */
package dev.weft.trainer.labels;
