/** Pages that the app points at; main opens only hosts on its own list. */
export const keyPage = 'https://sunor.cc/dashboard/api-keys';
