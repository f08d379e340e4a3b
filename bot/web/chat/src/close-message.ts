/** What the page tells the site around it when Escape was pressed; nothing of it is secret, so any site may hear it. */
export const CLOSE_MESSAGE = 'shaofatong:close';
