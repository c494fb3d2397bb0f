export const workbooks = {};
