/** Rate limiting. Independent of any framework. */
package dev.weft.access.rate;
